"""A sitting is read, the worker runs, staff see what it brings; a corrected revision says what it took."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.record import reading
from folkmoot.record.store import Store
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing.actions import decide, tie
from folkmoot.web.tracing.models import Link, LookedAt
from folkmoot.web.tracing.touching import touch, touched_by
from folkmoot.web.working import work
from tests.record.conftest import publicwhip
from tests.web.alerts.conftest import said

SHOPS = (
    "The council has no power to open the empty shops of the town. Where a shop has been empty for six "
    "months the council should be able to let it at a low rent to people who are starting out behind "
    "a counter."
)
OTHERS = (
    "The harbour was dredged by engineers.",
    "Prisons need teachers and music.",
    "Bees winter badly here.",
)


def read(folder: Path, day: str, *words: str) -> None:
    heading = f'<major-heading id="example/debate/{day}.1.0" nospeaker="true">Towns</major-heading>'
    spoken = "".join(said(n, one).replace("DAY", day) for n, one in enumerate(words, start=1))
    path = folder / f"debates{day}.xml"
    path.write_text(publicwhip(heading, spoken, revision=day[10:]))
    reading.read([path], folder / "record")


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FOLKMOOT_HOME = tmp_path
    settings.RECORD_FOLDER = tmp_path / "record"
    read(tmp_path, "2026-05-11a", *OTHERS)
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_the_worker_proposes_what_a_new_sitting_says_and_staff_see_it(
    folder: Path, plank: Plank, signed_in: Callable[[str], Client]
) -> None:
    work(once=True)
    assert not plank.links.exists()
    read(folder, "2026-05-12a", SHOPS)
    work(once=True)
    link = plank.links.get()
    assert (link.state, link.sitting) == ("proposed", "example/debate/2026-05-12")
    staff, public = (signed_in(role).get("/threads/").content.decode() for role in ("editor", "nobody"))
    assert "One new proposal from the Commons, 12 May 2026." in staff
    assert "new proposal" not in public
    assert "from a new sitting" in signed_in("editor").get(f"/thread/{plank.slug}/").content.decode()
    work(once=True)
    assert plank.links.count() == 1


@pytest.mark.django_db(transaction=True)
def test_looking_through_the_record_is_done_by_the_worker_and_the_page_says_so(
    folder: Path, plank: Plank, signed_in: Callable[[str], Client]
) -> None:
    read(folder, "2026-05-12a", SHOPS)
    editor = signed_in("editor")
    for _twice in range(2):
        shown = editor.post(f"/thread/{plank.slug}/propose/", follow=True).content.decode()
    assert "What is found will stand here" in shown
    assert not plank.links.exists()
    work(once=True)
    assert plank.links.count() == 1
    assert "The record was last looked through on" in editor.get(f"/thread/{plank.slug}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_corrected_revision_keeps_a_tie_or_says_that_it_lost_its_words(
    folder: Path, plank: Plank, staff: Any, signed_in: Callable[[str], Client]
) -> None:
    read(folder, "2026-05-12a", "It is a fine day.", SHOPS)
    with Store.open(folder / "record") as record:
        kept = tie(staff("editor"), plank, "example/debate/2026-05-12a.1.2", record, kind="asks")
    public, editor = signed_in("nobody"), signed_in("editor")
    address = f"/thread/{plank.slug}/"
    read(folder, "2026-05-12b", "It was a fine day.", SHOPS)
    shown = public.get(address).content.decode()
    assert "corrected revision" not in shown and "does not hold this passage" not in shown
    assert "lost their words" not in editor.get("/threads/").content.decode()
    read(folder, "2026-05-12c", "It was a fine day.", "What the hon. Lady said was withdrawn.")
    shown = public.get(address).content.decode()
    assert "A corrected revision of this sitting has other words here." in shown
    assert "starting out behind a counter" in shown  # as they were confirmed
    assert "lost their words" in editor.get("/threads/").content.decode()
    assert "lost their words" not in public.get("/threads/").content.decode()
    decide(staff("editor"), kept, "withdraw")
    assert "lost their words" not in editor.get("/threads/").content.decode()


def test_a_rejected_passage_is_not_proposed_again_by_a_corrected_revision(
    folder: Path, plank: Plank, staff: Any
) -> None:
    with Store.open(folder / "record") as record:
        touch(record, timezone.now())
        read(folder, "2026-05-12a", SHOPS)
        (link,) = touch(record, timezone.now())
        decide(staff("editor"), link, "reject")
        read(folder, "2026-05-12b", "It is a fine day.", SHOPS)
        assert touch(record, timezone.now()) == []
        assert LookedAt.objects.count() == 2
    assert Link.objects.count() == 1


def test_asking_what_a_sitting_touches_keeps_nothing(folder: Path, plank: Plank) -> None:
    read(folder, "2026-05-12a", SHOPS)
    with Store.open(folder / "record") as record:
        (newest,) = touched_by(record)
        assert [(found.slug, len(passages)) for found, passages in newest.planks] == [(plank.slug, 1)]
        (older,) = touched_by(record, "example/debate/2026-05-11")
    assert older.planks == ()
    assert not Link.objects.exists()
