"""Whoever is named here needs no account: they look, answer and see what was decided; the steward decides."""

DECISIONS = {
    **dict.fromkeys(
        ["named", "named_all", "named_asked", "named_answer", "corrections", "api_list_corrections"], "open"
    ),
    "named_withdraw": "post",
    "named_requests": {"steward"},
    "named_decide": {"steward"},
}
