"""Who may open the pages of the hall. Codes and badges open more: test_voting, test_tables, test_roles."""

DECISIONS = {
    # whoever has a slip, a table's code, a badge or the open link; a wrong one is 404
    **dict.fromkeys(("slip_code", "slip", "open_link", "vote", "vote_mine", "wall", "badge"), "open"),
    "at_table": "open",
    "table_worker": "open",
    "table_send": "post",
    "evening_begin": {"organiser", "steward"},
    # the moot's own staff besides, whom nobody here is
    "evening": {"steward"},
    "ballot": {"steward"},
    "paper": {"steward"},
    "statement_desk": {"steward"},
    "transcript": {"steward"},
    "report_desk": {"steward"},
    "at_risk": {"steward"},
    "moderate": {"steward"},
    "timing": {"steward"},
    "wall_desk": {"steward"},
    **dict.fromkeys(("evening_turn", "slips", "table_sheets", "badge_make", "badge_revoke"), "post"),
}
