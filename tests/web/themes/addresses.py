"""Who may open the pages of themes: everybody reads, those who work on a moot arrange."""

ALL, ONE = {"organiser", "steward"}, {"steward"}
POSTS = ("themes_undo", "themes_gather", "theme_move", "theme_rename", "theme_merge")

DECISIONS = {
    **{f"{name}{of}": "open" for name in ("themes", "theme", "themes_names") for of in ("", "_of_moot")},
    **dict.fromkeys(("api_themes", "api_moot_themes", "api_names", "api_moot_names"), "open"),
    **dict.fromkeys(("themes_board", "theme_arrange"), ALL),
    **dict.fromkeys(("themes_board_of_moot", "theme_arrange_of_moot"), ONE),
    **{f"{name}{of}": "post" for name in POSTS for of in ("", "_of_moot")},
}
