"""Following is for anybody; pages behind a secret address are there for whoever has it."""

DECISIONS = {
    **dict.fromkeys(["follow", "follow_asked", "follow_lost", "follow_stopped"], "open"),
    **dict.fromkeys(["follow_confirm", "follow_never", "follow_stop", "follow_stop_letters"], "open"),
    "follow_mine": "open",
    **dict.fromkeys(["follow_often", "follow_forget", "follow_stop_one"], "away"),
}
