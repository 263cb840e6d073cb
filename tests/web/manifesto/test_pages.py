from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.web.manifesto.actions import Draft, draft_plank, new_version
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.meetings.models import Note, Statement, StatementOrigin
from folkmoot.web.themes.models import Board, Placement, Theme

DRAFT = Draft("Open the shops", "A shop empty for six months may be let.", "so that shops open", "council")
WRITERS = ["editor", "steward"]


@pytest.fixture
def plank(staff: Callable[..., Any], statements: list[Any]) -> Plank:
    return draft_plank(staff("editor"), DRAFT, statements[:1], section="The high street")


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_an_empty_manifesto_says_what_to_do(db: Any, client: Client) -> None:
    assert "There are no planks yet" in page(client, "/manifesto/")


def test_the_manifesto_tells_the_share_of_planks_with_an_origin(
    plank: Plank, staff: Any, client: Client
) -> None:
    draft_plank(staff("editor"), Draft("An app", "An app."), [])
    shown = page(client, "/manifesto/")
    assert "50 %" in shown
    assert "No origin known" in shown


def test_a_dropped_plank_stays_and_is_not_counted(plank: Plank, staff: Any, client: Client) -> None:
    new_version(staff("editor"), plank, Draft("Open", "Words", state="dropped", why="Too dear."), based_on=1)
    shown = page(client, "/manifesto/")
    assert "Dropped on the way" in shown
    assert '<ul class="numbers">' not in shown


def test_a_plank_shows_its_statements_votes_and_released_notes_only(plank: Plank, client: Client) -> None:
    shown = page(client, f"/manifesto/planks/{plank.slug}/")
    assert "The council should be able to let a shop" in shown
    assert "<strong>7</strong> agree" in shown
    assert "One note is not released" in shown
    assert "Hidden Name" not in shown


def test_a_plank_without_an_origin_says_so(staff: Callable[..., Any], client: Client) -> None:
    bare = draft_plank(staff("editor"), DRAFT, [])
    assert "This plank has no origin" in page(client, f"/manifesto/planks/{bare.slug}/")


def test_a_dropped_purpose_is_shown_beside_its_version(plank: Plank, staff: Any, client: Client) -> None:
    new_version(
        staff("editor"), plank, Draft("Open the shops", DRAFT.words, why="For the leaflet"), based_on=1
    )
    shown = page(client, f"/manifesto/planks/{plank.slug}/")
    assert "The purpose was dropped." in shown
    assert "so that shops open" in shown
    assert "For the leaflet" in shown


@pytest.mark.parametrize("role", ["nobody", "organiser"])
@pytest.mark.parametrize("address", ["/manifesto/draft/", "/manifesto/planks/open-the-shops/edit/"])
def test_only_editors_and_stewards_write(role: str, address: str, plank: Plank, signed_in: Any) -> None:
    assert signed_in(role).get(address).status_code in (302, 403)
    assert signed_in(role).post(address, {}).status_code in (302, 403)


def test_many_statements_are_offered_in_as_few_queries_as_one(
    statements: list[Any], signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    client, one = signed_in("editor"), statements[0]
    for number in range(100, 130):
        Statement.objects.create(moot=one.moot, number=number, words=f"Words {number}.", moderation=1)
    chosen = "&".join(f"s={each.pk}" for each in Statement.objects.filter(number__gte=100))
    with django_assert_max_num_queries(25):
        assert "Words 129." in page(client, f"/manifesto/draft/?{chosen}")


@pytest.mark.parametrize("role", WRITERS)
def test_a_plank_is_drafted_from_the_statements_own_sentences(
    role: str, statements: list[Any], signed_in: Any
) -> None:
    client = signed_in(role)
    chosen = page(client, "/manifesto/draft/?q=empty")
    assert statements[0].words in chosen
    assert statements[1].words not in chosen
    assert "Statements about people" not in page(client, "/manifesto/draft/")
    address = f"/manifesto/draft/?s={statements[0].pk}"
    offered = page(client, address)
    assert f"{statements[0].words}</textarea>" in offered
    assert "so that people starting out have a counter" in offered
    assert "We want empty shops let" in offered
    assert "One note behind it is not released" in offered and "Mr Hidden Name" not in offered
    sent = {
        "title": "Shops",
        "words": statements[0].words,
        "purpose": "",
        "route": "council",
        "section": "Town",
        "why": "Both tables asked for it.",
    }
    assert client.post(address, sent).status_code == 302
    assert Plank.objects.get(slug="shops").origins.get().statement == statements[0]
    drafted = page(client, "/manifesto/planks/shops/")
    assert "Both tables asked for it." in drafted and "No reason was written down" not in drafted


def test_what_is_missing_in_a_draft_is_said_beside_the_field(statements: list[Any], signed_in: Any) -> None:
    answer = signed_in("editor").post("/manifesto/draft/?without=1", {"title": "Shops", "route": "council"})
    assert answer.status_code == 422
    assert "This field is required" in answer.content.decode()


def test_a_clash_shows_both_texts_and_can_be_saved_on_top(plank: Plank, staff: Any, signed_in: Any) -> None:
    client = signed_in("editor")
    address = f"/manifesto/planks/{plank.slug}/edit/"
    mine = {
        "title": "Open",
        "words": "Mine entirely.",
        "route": "council",
        "state": "draft",
        "why": "I",
        "based_on": 1,
    }
    new_version(staff("editor"), plank, Draft("Open", "Theirs entirely.", why="They"), based_on=1)
    answer = client.post(address, mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine entirely." in shown and "Theirs entirely." in shown
    assert 'name="based_on" value="2"' in shown
    assert plank.versions.count() == 2
    assert client.post(address, {**mine, "based_on": 2}).status_code == 302
    assert [v.words for v in plank.versions.order_by("number")][1:] == ["Theirs entirely.", "Mine entirely."]


def test_a_plank_that_somebody_else_moved_meanwhile_is_not_moved_back(
    plank: Plank, staff: Any, signed_in: Any
) -> None:
    client, address = signed_in("editor"), f"/manifesto/planks/{plank.slug}/edit/"
    form = client.get(address).context["form"]
    mine = {name: form.initial.get(name) or "" for name in form.fields} | {"words": "Mine.", "why": "I"}
    new_version(staff("editor"), plank, DRAFT, based_on=1, section="The river")
    answer = client.post(address, mine)
    assert "Section: you left it, they changed it; theirs is in the form." in answer.content.decode()
    offered = {name: answer.context["form"].data.get(name, "") for name in mine}
    assert client.post(address, offered).status_code == 302
    plank.refresh_from_db()
    assert (plank.section, plank.versions.order_by("number").last().words) == ("The river", "Mine.")


def test_where_two_moved_a_plank_the_page_says_where_the_other_did(
    plank: Plank, staff: Any, signed_in: Any
) -> None:
    client, address = signed_in("editor"), f"/manifesto/planks/{plank.slug}/edit/"
    form = client.get(address).context["form"]
    mine = {name: form.initial.get(name) or "" for name in form.fields} | {"section": "The hill", "why": "I"}
    new_version(staff("editor"), plank, DRAFT, based_on=1, section="The river")
    answer = client.post(address, mine)
    assert "Section: both changed it; yours is in the form, theirs is “The river”." in answer.content.decode()
    assert 'value="The hill"' in answer.content.decode()


def test_no_page_has_inline_style_or_script(plank: Plank, signed_in: Any) -> None:
    client = signed_in("editor")
    for address in (
        "/manifesto/",
        f"/manifesto/planks/{plank.slug}/",
        f"/manifesto/planks/{plank.slug}/edit/",
        "/manifesto/draft/",
    ):
        shown = page(client, address)
        assert " style=" not in shown and "<script" not in shown and "<style" not in shown


def test_the_empty_shops_entered_as_a_note_and_a_plank_show_what_they_lost(
    moot: Any, staff: Any, client: Client
) -> None:
    """Nobody says that anything was dropped: the note, the statement and the plank are simply entered."""
    said = "Councils should have the power to take back shops that stand empty, to house the homeless."
    note = Note.objects.create(moot=moot, number=9, words=said, released_at=timezone.now())
    statement = Statement.objects.create(
        moot=moot, number=9, words="Councils should be able to take back empty shops."
    )
    StatementOrigin.objects.create(statement=statement, note=note)
    policy = (
        "Local authorities may take over properties vacant for a year and offer them to startups and "
        "community projects."
    )
    plank = draft_plank(staff("editor"), Draft("Bring shops back", policy, route="council"), [statement])
    shown = page(client, f"/manifesto/planks/{plank.slug}/")
    assert "The purpose was dropped." in shown
    assert "<q>to house the homeless</q>" in shown
    assert "likely (60" in shown
    assert '<mark class="dropped">homeless' in shown


def themed(moot: Any) -> Theme:
    """A theme with everything of a moot in it, also what may not be shown."""
    board = Board.objects.create(scope=moot.slug, moot=moot)
    theme = Theme.objects.create(board=board, key="shops", name="Empty shops")
    for note in moot.notes.all():
        Placement.objects.create(board=board, theme=theme, note=note)
    for statement in moot.statements.all():
        Placement.objects.create(board=board, theme=theme, statement=statement)
    return theme


def test_a_plank_is_begun_from_a_theme_with_the_sentences_people_said(moot: Any, signed_in: Any) -> None:
    theme, client = themed(moot), signed_in("editor")
    alone = Note.objects.create(moot=moot, number=9, words="Nobody sorted this.", released_at=timezone.now())
    Placement.objects.create(board=theme.board, theme=theme, note=alone)
    begun = page(client, f"/moots/{moot.slug}/themes/of/shops/")
    assert "/manifesto/draft/?theme=shops&amp;of=hall" in begun
    chosen = page(client, "/manifesto/draft/?theme=shops&of=hall")
    note = moot.notes.get(number=1)
    assert note.words in chosen and f'name="n" value="{note.pk}"' in chosen
    assert "Mr Hidden Name" not in chosen, "a note that is not released is drawn on by nobody"
    assert "Statements about people" not in chosen
    assert "Nobody sorted this." in chosen and f'value="{alone.pk}"' not in chosen
    address = f"/manifesto/draft/?theme=shops&of=hall&n={note.pk}&n={alone.pk}&n=x"
    offered = page(client, address)
    assert f"{note.words}</textarea>" in offered and f"{note.so_that}</textarea>" in offered
    sent = {"title": "Shops", "words": note.words, "purpose": note.so_that, "route": "council"}
    assert client.post(address, sent).status_code == 302
    assert Plank.objects.get(slug="shops").origins.get().statement.number == 1, "it leads to the statement"


@pytest.mark.parametrize("query", ["theme=none&of=hall", "theme=shops&of=nowhere", "theme=shops"])
def test_a_theme_that_is_not_there_begins_nothing(moot: Any, signed_in: Any, query: str) -> None:
    themed(moot)
    assert signed_in("editor").get(f"/manifesto/draft/?{query}").status_code == 404


def test_who_does_not_write_planks_is_not_asked_to_begin_one(moot: Any, signed_in: Any) -> None:
    themed(moot)
    assert "Begin a plank" not in page(Client(), f"/moots/{moot.slug}/themes/of/shops/")
