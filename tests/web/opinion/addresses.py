"""Who may open the pages of results. Choosing is for stewards and the moot's own staff."""

DECISIONS = {
    "opinion_map_png": "open",
    "opinion_report": "open",
    "opinion_report_pdf": "open",
    "opinion_report_data": "open",
    "opinion_report_of_many": "open",
    "opinion_report_of_many_pdf": "open",
    "opinion_shown": {"steward"},
    **dict.fromkeys(("opinion_method", "opinion_twice", "opinion_untie", "opinion_room"), "post"),
}
