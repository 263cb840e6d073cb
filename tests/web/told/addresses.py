"""What became of what was said is for anybody to read, to take away and to follow."""

DECISIONS = {
    **dict.fromkeys(["told_all", "told", "told_export", "told_feed", "told_qr", "api_told"], "open"),
    "told_moot": "away",
}
