"""Who may open what in this room."""

DECISIONS = {
    **dict.fromkeys(
        (
            "plank_card", "plank_qr", "amendment", "became_all", "became", "became_table", "became_table_qr",
            "became_token", "editions", "edition", "edition_download", "editions_compared",
        ),
        "open",
    ),
    **dict.fromkeys(("plank_split", "plank_amend"), {"editor", "steward"}),
    **dict.fromkeys(
        (
            "plank_withdraw", "amendment_say", "amendment_decide", "plank_cite", "citation_reply", "became_answer",
            "edition_publish",
        ),
        "post",
    ),
}  # fmt: skip
