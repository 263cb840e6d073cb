"""Who may open what in this room."""

OPEN = (
    "plank_card", "plank_qr", "amendment", "became_all", "became", "became_table", "became_table_qr",
    "became_token", "editions", "edition", "edition_download", "editions_compared",
)  # fmt: skip
WRITERS = ("plank_origins", "plank_split", "plank_amend")
SENT = (
    "plank_move", "plank_withdraw", "amendment_say", "amendment_decide", "plank_cite",
    "citation_reply", "became_answer", "edition_publish",
)  # fmt: skip

DECISIONS = {
    **dict.fromkeys(OPEN, "open"),
    **{name: {"editor", "steward"} for name in WRITERS},
    **dict.fromkeys(SENT, "post"),
}
