from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from folkmoot.errors import NotFound
from folkmoot.manifesto import planks
from folkmoot.web.journal.models import Line
from folkmoot.web.manifesto.actions import Clash, Draft, change_origins, draft_plank, new_version, read_planks
from folkmoot.web.manifesto.models import Plank, PlankVersion
from folkmoot.web.manifesto.reading import read_path

DRAFT = Draft("Open the shops", "A shop empty for six months may be let.", "so that shops open", "council")
SHEET = b"""plank,version,title,words,purpose,statements,made_at
shops,1,Shops,Let them.,so that they open,hall:1;hall:9,2026-04-29T19:30:00+01:00
shops,2,Shops,Let them all.,,hall:1,2026-06-13
"""


def test_a_drafted_plank_keeps_its_origin_and_a_journal_line(
    staff: Callable[..., Any], statements: list[Any]
) -> None:
    editor = staff("editor")
    plank = draft_plank(editor, DRAFT, statements[:2], section="The high street")
    assert plank.slug == "open-the-shops"
    assert [o.statement.number for o in plank.origins.order_by("statement__number")] == [1, 2]
    line = Line.objects.get(object_kind="plank", object_key=plank.slug)
    assert (line.verb, line.who) == ("drafted", editor)
    assert line.content.content["statements"] == ["hall:1", "hall:2"]


def test_two_planks_of_one_title_have_two_names(staff: Callable[..., Any]) -> None:
    editor = staff("editor")
    assert [draft_plank(editor, DRAFT, []).slug for _ in range(3)] == [
        "open-the-shops", "open-the-shops-2", "open-the-shops-3",
    ]  # fmt: skip


def test_every_version_is_kept(staff: Callable[..., Any]) -> None:
    editor = staff("editor")
    plank = draft_plank(editor, DRAFT, [])
    new_version(editor, plank, Draft("Open the shops", "Other words.", why="The assembly"), based_on=1)
    assert [v.words for v in plank.versions.order_by("number")] == [DRAFT.words, "Other words."]
    assert Line.objects.filter(object_kind="plank", verb="changed").count() == 1


def test_two_editors_at_once_clash_and_nothing_is_lost(staff: Callable[..., Any]) -> None:
    first, second = staff("editor"), staff("editor")
    plank = draft_plank(first, DRAFT, [])
    theirs = new_version(first, plank, Draft("Open the shops", "Theirs."), based_on=1)
    with pytest.raises(Clash) as clash:
        new_version(second, plank, Draft("Open the shops", "Mine."), based_on=1)
    assert clash.value.facts["newest"] == theirs
    assert plank.versions.count() == 2


def test_origins_named_anew_are_journalled(staff: Callable[..., Any], statements: list[Any]) -> None:
    editor = staff("editor")
    plank = draft_plank(editor, DRAFT, statements[:1])
    change_origins(editor, plank, statements[1:2])
    assert [o.statement.number for o in plank.origins.all()] == [2]
    assert Line.objects.filter(verb="traced", object_key=plank.slug).exists()


def test_planks_read_from_a_file_keep_their_days_and_read_again_change_nothing(
    moot: Any, tmp_path: Path
) -> None:
    (tmp_path / "planks.csv").write_bytes(SHEET)
    done = read_path(tmp_path)
    assert [row["outcome"] for row in done.planks] == ["new", "new"]
    assert [(bad["line"], "hall:9" in bad["reason"]) for bad in done.unread] == [(2, True)]
    lines = Line.objects.count()
    assert [row["outcome"] for row in read_path(tmp_path).planks] == ["same", "same"]
    assert Line.objects.count() == lines
    plank = Plank.objects.get(slug="shops")
    assert plank.versions.first().made_at == dt.datetime(2026, 4, 29, 18, 30, tzinfo=dt.UTC)
    assert plank.origins.count() == 1


def test_a_version_that_differs_is_told_and_not_overwritten(moot: Any) -> None:
    read_planks(planks.read(SHEET, file="f").versions)
    kept = read_planks(planks.read(SHEET.replace(b"Let them all.", b"Let none."), file="f").versions)
    assert [one.outcome for one in kept] == ["same", "differs"]
    assert PlankVersion.objects.get(plank__slug="shops", number=2).words == "Let them all."


def test_a_folder_without_planks_gets_one_sentence(db: Any, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"planks\.csv"):
        read_path(tmp_path)
