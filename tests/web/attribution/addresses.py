"""Copied pages are the staff's; whom words in the record mean is for everybody to see."""

STAFF = {"editor", "organiser", "steward"}
DECISIONS = {
    **dict.fromkeys(
        ["copied_pages", "copied_page_bring", "copied_page", "copied_page_export", "copied_line"], STAFF
    ),
    **dict.fromkeys(
        [
            "copied_page_day",
            "copied_page_save",
            "copied_page_discard",
            "copied_line_undo",
            "meant_undo",
        ],
        "post",
    ),
    "meant": "open",
}
