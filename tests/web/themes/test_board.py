"""What people do to themes stays, is journalled, can be taken back, and loses nobody's work."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from folkmoot.errors import Refused
from folkmoot.web.consent.actions import erase
from folkmoot.web.journal.models import Line
from folkmoot.web.meetings.models import Moot, Note, Table
from folkmoot.web.themes import actions, queries
from folkmoot.web.themes.models import Board, Placement, RecurringName, Theme

SUBJECTS = {
    "bus": "bus timetable driver fare shelter route ticket depot lateness railway",
    "rent": "rent landlord damp tenant deposit mould lease eviction flat bedroom",
    "doctor": "doctor surgery appointment nurse queue receptionist prescription chemist clinic ward",
}
ANYTHING = ["kettle", "paper", "letter", "jacket", "ladder", "pocket", "carpet", "mirror", "candle", "basket"]


def hall(notes: int = 60) -> Moot:
    """A moot whose notes speak of three subjects, three of ten words each and two of any, at three tables."""
    draw = random.Random(5)
    moot = Moot.objects.create(slug="hall", title="The Hall", place="The Hall, Kettleford")
    tables = [Table.objects.create(moot=moot, number=number) for number in (1, 2, 3)]
    for number in range(notes):
        words = draw.sample(list(SUBJECTS.values())[number % 3].split(), 3)
        chosen = " ".join([*words, *draw.sample(ANYTHING, 2)])
        Note.objects.create(
            moot=moot, table=tables[number % 3], number=number + 1, words=chosen, released_at=timezone.now()
        )
    return moot


@pytest.fixture
def moot(db: None) -> Moot:
    return hall()


@pytest.fixture
def board(moot: Moot) -> Board:
    return actions.compute(moot)


@pytest.fixture
def steward(staff: Callable[..., Any]) -> Any:
    return staff("steward", "Ada Lowe")


def holding(board: Board, word: str) -> Theme:
    """The theme that most notes with this word stand in."""
    placement = board.placements.filter(note__words__contains=word, theme__isnull=False).first()
    assert placement is not None
    return placement.theme


def some(theme: Theme, count: int = 2) -> list[Placement]:
    return list(theme.placements.all()[:count])


def test_no_theme_mixes_two_subjects(board: Board) -> None:
    assert 3 <= board.themes.count() <= 5
    for theme in board.themes.all():
        subjects = [
            next(i for i, words in enumerate(SUBJECTS.values()) if note.words.split()[0] in words.split())
            for note in Note.objects.filter(pk__in=theme.placements.values("note"))
        ]
        most = max(subjects.count(subject) for subject in set(subjects))
        assert most >= 0.9 * len(subjects)


def test_what_somebody_moved_stays_there_when_themes_are_gathered_again(board: Board, steward: Any) -> None:
    bus, rent = holding(board, "bus"), holding(board, "rent")
    moved = some(bus)
    keys = {queries.key_of(placement) for placement in moved}
    told = actions.move(steward, board, [p.pk for p in moved], source=bus.key, to=rent.key)
    assert (told.count, told.left) == (2, ())
    again = actions.compute(board.moot)
    there = {queries.key_of(p): p for p in again.placements.filter(theme__key=rent.key)}
    assert keys <= set(there)
    assert all(there[key].placed_by == steward for key in keys)


def test_a_theme_keeps_its_name_and_its_address(board: Board, steward: Any) -> None:
    bus = holding(board, "bus")
    actions.rename(steward, board, bus.key, name="Getting home", was="")
    actions.compute(board.moot)
    assert board.themes.get(key=bus.key).name == "Getting home"


def test_two_people_at_once_lose_nothing(board: Board, staff: Callable[..., Any], steward: Any) -> None:
    bus, rent, doctor = (holding(board, word) for word in SUBJECTS)
    one, other = some(bus)
    colleague = staff("steward", "Ben")
    actions.move(colleague, board, [one.pk], source=bus.key, to=rent.key)
    told = actions.move(steward, board, [one.pk, other.pk], source=bus.key, to=doctor.key)
    assert (told.count, [p.pk for p in told.left]) == (1, [one.pk])
    assert Placement.objects.get(pk=one.pk).theme == rent
    assert Placement.objects.get(pk=other.pk).theme == doctor


def test_a_name_written_over_somebodys_is_refused_and_told(board: Board, steward: Any) -> None:
    bus = holding(board, "bus")
    actions.rename(steward, board, bus.key, name="Buses", was="")
    with pytest.raises(actions.Clash, match="Buses"):
        actions.rename(steward, board, bus.key, name="Getting home", was="")
    assert board.themes.get(key=bus.key).name == "Buses"


def test_a_run_that_began_before_a_move_is_not_kept(board: Board, steward: Any) -> None:
    began = queries.board_of(board.moot)
    sayings = queries.sayings_on(board.moot)
    found = actions.find_themes(sayings, earlier=queries.earlier_of(began))
    bus, rent = holding(board, "bus"), holding(board, "rent")
    (moved,) = some(bus, 1)
    actions.move(steward, board, [moved.pk], source=bus.key, to=rent.key)
    assert actions.keep(began, sayings, found) is None
    assert Placement.objects.get(pk=moved.pk).theme == rent


def test_every_act_can_be_taken_back(board: Board, steward: Any) -> None:
    def stands() -> dict[str, Any]:
        return {
            queries.key_of(p): (p.theme.key if p.theme else "", p.part, p.placed_by_id)
            for p in board.placements.select_related("theme")
        }

    def take_back() -> None:
        actions.undo(steward, board, last=queries.last_move(board).pk)

    before, themes = stands(), board.themes.count()
    bus, rent = holding(board, "bus"), holding(board, "rent")
    acts: list[Callable[[], Any]] = [
        lambda: actions.move(steward, board, [p.pk for p in some(bus)], source=bus.key, to=rent.key),
        lambda: actions.merge(steward, board, bus.key, into=rent.key),
        lambda: actions.split(
            steward, board, [p.pk for p in some(rent)], source=rent.key, name="Two of them"
        ),
        lambda: actions.rename(steward, board, rent.key, name="Rents", was=""),
    ]
    for act in acts:
        act()
        take_back()
        assert stands() == before
    assert set(board.themes.values_list("name", flat=True)) == {""}
    assert board.themes.count() == themes


def test_merged_themes_stay_merged_and_split_ones_split(board: Board, steward: Any) -> None:
    bus, rent, doctor = (holding(board, word) for word in SUBJECTS)
    both = bus.placements.count() + rent.placements.count()
    actions.merge(steward, board, bus.key, into=rent.key)
    chosen = [p.pk for p in some(doctor, 3)]
    actions.split(steward, board, chosen, source=doctor.key, name="Waiting at eight")
    actions.compute(board.moot)
    assert not board.themes.filter(key=bus.key).exists()
    assert board.placements.filter(theme__key=rent.key).count() == both
    assert board.placements.filter(theme__name="Waiting at eight").count() == 3


def test_every_act_is_one_line_in_the_journal(board: Board, steward: Any) -> None:
    bus, rent = holding(board, "bus"), holding(board, "rent")
    count = Line.objects.count()
    actions.move(steward, board, [p.pk for p in some(bus)], source=bus.key, to=rent.key)
    actions.rename(steward, board, rent.key, name="Rents", was="")
    actions.undo(steward, board, last=queries.last_move(board).pk)
    lines = list(Line.objects.order_by("number")[count:])
    assert [(line.verb, line.who) for line in lines] == [
        ("moved", steward), ("renamed", steward), ("undid", steward)
    ]  # fmt: skip


def test_only_the_staff_of_the_moot_arrange_its_themes(board: Board, staff: Callable[..., Any]) -> None:
    bus = holding(board, "bus")
    with pytest.raises(Refused):
        actions.rename(staff("editor"), board, bus.key, name="Mine", was="")
    organiser = staff("organiser")
    with pytest.raises(Refused):
        actions.rename(organiser, board, bus.key, name="Mine", was="")
    board.moot.staff.add(organiser)
    assert actions.rename(organiser, board, bus.key, name="Ours", was="").name == "Ours"


def test_a_new_note_joins_its_theme_and_the_rest_stays(board: Board) -> None:
    before = {queries.key_of(p): p.theme_id for p in board.placements.all()}
    table = Table.objects.get(moot=board.moot, number=1)
    Note.objects.create(
        moot=board.moot,
        table=table,
        number=99,
        words="The landlord took the deposit",
        released_at=timezone.now(),
    )
    again = actions.compute(board.moot)
    after = {queries.key_of(p): p.theme_id for p in again.placements.all()}
    assert after.pop("hall:99") == holding(again, "landlord").pk
    assert after == before


def test_an_erased_note_takes_its_words_along(board: Board, steward: Any) -> None:
    note = board.moot.notes.first()
    theme = Placement.objects.get(note=note).theme
    erase(kind="note", key=str(note.key), who=steward, reason="They asked.")
    assert Theme.objects.get(pk=theme.pk).words == []
    actions.compute(board.moot)
    assert Theme.objects.get(pk=theme.pk).words


def test_the_board_is_worked_with_plain_forms(
    board: Board, steward: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(steward)
    bus, rent = holding(board, "bus"), holding(board, "rent")
    address = f"/moots/hall/themes/board/{bus.key}/"
    with django_assert_max_num_queries(25):
        page = client.get(address).content.decode()
    assert page.count('type="checkbox"') == bus.placements.count()
    one, other = some(bus)
    client.post(f"{address}move/", {"placements": [one.pk], "to": rent.key})
    client.post(f"{address}move/", {"placements": [other.pk], "to": "-new", "new": "The last bus"})
    client.post(f"{address}rename/", {"name": "Buses", "was": ""})
    assert Placement.objects.get(pk=one.pk).theme == rent
    assert Placement.objects.get(pk=other.pk).theme.name == "The last bus"
    shown = client.get("/moots/hall/themes/").content.decode()
    assert "Buses" in shown and "The last bus" in shown
    clash = client.post(f"{address}rename/", {"name": "Getting home", "was": ""})
    assert clash.status_code == 409
    assert 'value="Getting home"' in clash.content.decode()
    nothing = client.post(f"{address}move/", {"to": rent.key})
    assert nothing.status_code == 422


def test_nothing_moves_before_somebody_chose_where_and_a_name_alone_makes_a_theme(
    board: Board, steward: Any, client: Client
) -> None:
    client.force_login(steward)
    bus = holding(board, "bus")
    address = f"/moots/hall/themes/board/{bus.key}/"
    assert (
        client.get(address)
        .content.decode()
        .partition('<select id="to"')[2]
        .startswith(' name="to"><option value="">')
    )
    one, _other = some(bus)
    unsaid = client.post(f"{address}move/", {"placements": [one.pk], "to": "", "new": " "})
    assert unsaid.status_code == 422 and "Choose where to move it." in unsaid.content.decode()
    assert Placement.objects.get(pk=one.pk).theme == bus
    client.post(f"{address}move/", {"placements": [one.pk], "to": "", "new": "The last bus"})
    assert Placement.objects.get(pk=one.pk).theme.name == "The last bus"


def test_words_of_a_note_that_was_hidden_again_are_shown_no_more(board: Board, client: Client) -> None:
    bus = holding(board, "bus")
    Note.objects.filter(moot=board.moot, words__contains="timetable").update(released_at=None)
    shown = client.get(f"/moots/hall/themes/of/{bus.key}/").content.decode()
    assert "timetable" not in shown.replace(bus.key, "")


def test_themes_of_all_moots_name_towns_and_link_to_the_notes(board: Board, client: Client) -> None:
    actions.compute(None)
    shown = client.get("/themes/").content.decode()
    assert "Kettleford" in shown
    note = holding(Board.objects.get(moot=None), "bus").placements.first().note
    theme = Placement.objects.get(board__moot=None, note=note).theme
    page = client.get(f"/themes/of/{theme.key}/").content.decode()
    assert f"/moots/hall/notes/{note.key}/" in page and note.words in page


def test_no_word_of_anybodys_stands_in_an_address(board: Board, steward: Any) -> None:
    theme = holding(board, "bus")
    made = actions.split(steward, board, [some(theme)[0].pk], source=theme.key, name="Mrs Harding’s bus")
    keys = [*board.themes.values_list("key", flat=True), *board.placements.values_list("part", flat=True)]
    assert all(key.replace(".", "").isdecimal() for key in keys if key)
    actions.undo(steward, board, last=queries.last_move(board).pk)
    again = actions.split(steward, board, [some(theme)[0].pk], source=theme.key, name="Another")
    assert int(again.key) == int(made.key) + 1
    assert Board.objects.get(pk=board.pk).last_key == int(again.key)


def test_the_address_of_a_theme_leads_to_where_it_went(board: Board, steward: Any, client: Client) -> None:
    bus, rent, doctor = (holding(board, word) for word in SUBJECTS)
    actions.merge(steward, board, bus.key, into=rent.key)
    actions.merge(steward, board, rent.key, into=doctor.key)
    of = "/moots/hall/themes/of/"
    assert client.get(f"{of}{bus.key}/").url == f"{of}{doctor.key}/"
    actions.undo(steward, board, last=queries.last_move(board).pk)
    assert client.get(f"{of}{bus.key}/").url == f"{of}{rent.key}/"
    assert client.get(f"{of}rent-landlord-damp/").status_code == 404
    assert client.get(f"{of}999/").status_code == 404
    client.force_login(steward)
    assert client.get(f"/moots/hall/themes/board/{bus.key}/").url == f"/moots/hall/themes/board/{rent.key}/"


def test_a_theme_that_a_run_gives_up_leads_to_where_most_of_it_went(board: Board) -> None:
    themes = list(board.themes.all())
    sayings = queries.sayings_on(board.moot)
    found = actions.find_themes(sayings, earlier=queries.earlier_of(board))
    first, second, *rest = found.themes
    one = replace(first, sayings=(*first.sayings, *second.sayings), parts=())
    kept = actions.keep(queries.board_of(board.moot), sayings, replace(found, themes=(one, *rest)))
    assert kept is not None and kept.themes.count() == len(themes) - 1
    assert queries.theme_at(kept, second.id).key == first.id


def test_a_page_says_why_there_are_no_themes(db: None, client: Client) -> None:
    moot = Moot.objects.create(slug="taipei", title="Taipei", place="Taipei")
    draw, letters = random.Random(3), "我認為計程車的費率應該由政府決定乘客可以自由選擇搭乘任何一種車輛"
    for number in range(60):
        words = "".join(draw.sample(letters, 12))
        Note.objects.create(moot=moot, number=number + 1, words=words, released_at=timezone.now())
    actions.compute(moot)
    assert "script without spaces" in client.get("/moots/taipei/themes/").content.decode()
    moot.notes.filter(number__gt=5).delete()
    actions.compute(moot)
    assert "a dozen" in client.get("/moots/taipei/themes/").content.decode()


@pytest.fixture
def towns(db: None) -> list[Note]:
    """Two moots in two towns; a landlord named in both, a person too, a council in one."""
    said = {
        "arlesby": ["We rent from Kettle Valley Homes.", "Ask Nora Pell.", "Arlesby Council said no."],
        "brackwater": ["Kettle Valley Homes put the rent up.", "Nora Pell knows.", "Nobody came."],
    }
    notes = []
    for slug, words in said.items():
        moot = Moot.objects.create(slug=slug, title=slug.title(), place=f"The Hall, {slug.title()}")
        table = Table.objects.create(moot=moot, number=1)
        notes += [
            Note.objects.create(moot=moot, table=table, number=n, words=text, released_at=timezone.now())
            for n, text in enumerate(words, 1)
        ]
    actions.compute(None)
    return notes


def test_a_landlord_named_in_two_towns_stands_on_the_page_and_in_the_api(
    towns: list[Note], client: Client
) -> None:
    page = client.get("/themes/names/").content.decode()
    assert "Kettle Valley Homes" in page and "Arlesby, Brackwater" in page
    assert "Nora Pell" not in page and "Arlesby Council" not in page
    assert "Kettle Valley Homes" in client.get("/themes/").content.decode()
    told = client.get("/api/names").json()
    assert [(one["name"], one["kind"], one["towns"]) for one in told["items"]] == [
        ("Kettle Valley Homes", "company", ["Arlesby", "Brackwater"])
    ]
    assert [said["words"] for said in told["items"][0]["sayings"]] == [towns[0].words, towns[3].words]
    assert client.get("/api/moots/arlesby/names").json()["items"] == []


def test_a_name_goes_with_a_note_that_is_hidden_or_erased(
    towns: list[Note], steward: Any, client: Client
) -> None:
    Note.objects.filter(pk=towns[0].pk).update(released_at=None)
    assert "Kettle Valley Homes" not in client.get("/themes/names/").content.decode()
    assert client.get("/api/names").json()["items"] == []
    assert RecurringName.objects.count() == 1
    erase(kind="note", key=str(towns[0].key), who=steward, reason="They asked.")
    assert not RecurringName.objects.exists()


def test_themes_are_in_the_api_as_on_their_page(board: Board, client: Client) -> None:
    told = client.get("/api/moots/hall/themes?size=100").json()
    assert told["total"] == board.themes.count() and told["none_because"] == ""
    for item in told["items"]:
        page = client.get(item["address"].removeprefix("http://testserver")).content.decode()
        assert item["name"] in page
        assert item["notes"] == sum(said["kind"] == "note" for said in item["sayings"])
        assert all(said["words"] in page for said in item["sayings"])


def test_keys_of_words_become_numbers_and_acts_can_still_be_taken_back(
    board: Board, steward: Any, client: Client
) -> None:
    words = {theme.key: f"mrs-harding-{theme.key}" for theme in board.themes.all()}
    for theme in board.themes.all():
        theme.key = words[theme.key]
        theme.save()
        theme.placements.update(part=f"{theme.key}/late-bus")
    first, second = board.themes.all()[:2]
    moved = some(first)
    actions.move(steward, board, [p.pk for p in moved], source=first.key, to=second.key)
    import_module("folkmoot.web.themes.migrations.0003_keys_are_numbers").number(apps, None)
    first.refresh_from_db()
    assert [theme.key for theme in board.themes.all()] == [str(n + 1) for n in range(len(words))]
    assert first.part_words == {f"{first.key}.1": ["late", "bus"]}
    old = client.get(f"/moots/hall/themes/of/{next(iter(words.values()))}/")
    assert old.url == f"/moots/hall/themes/of/{first.key}/"
    actions.undo(steward, board, last=queries.last_move(board).pk)
    assert {Placement.objects.get(pk=p.pk).theme for p in moved} == {first}
