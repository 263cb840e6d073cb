"""Who may open the pages of moots. What is not released is left out of them rather than refused;
whose moot it is, is tested in test_desk.py."""

DECISIONS = {
    "moots": "open",
    "moot": "open",
    "table": "open",
    "statements": "open",
    "statement": "open",
    "note": "open",
    "moot_export": "open",
    "moot_template": "open",
    "moot_upload": {"organiser", "steward"},
    "release": {"steward"},  # and the moot's own staff, whom nobody here is
    "note_hide": "post",
    "note_settle": "post",
}
