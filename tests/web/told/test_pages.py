from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import lxml.etree
import lxml.html
import pytest
from django.test import Client

from folkmoot.record.store import Store
from folkmoot.tracing.telling import counted
from folkmoot.web.journal.models import Line
from folkmoot.web.journal.queries import verify
from folkmoot.web.manifesto.actions import Draft, draft_plank, new_version, publish, withdraw_version
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.meetings.models import Moot, Statement
from folkmoot.web.told import queries
from folkmoot.web.told.scopes import scope
from folkmoot.web.tracing.actions import decide, propose, tie

ASKED = "example/debate/2026-05-12a.1.7"
ANSWERED = "example/debate/2026-05-12a.1.8"
OPPOSED = "example/debate/2026-05-12a.6.1"
ALONE = "example/debate/2026-05-12a.7.0"
STEPS = ["You said", "We asked", "They answered", "This changed"]


def matter(client: Client, address: str = "/told/moot/hall/") -> dict[str, str]:
    """The words under each step of the first matter on a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    page = lxml.html.fromstring(answer.content.decode())
    steps = page.xpath('//article[@class="matter"][1]//ol[@class="steps"]/li')
    return {li.xpath("./h3")[0].text_content(): " ".join(li.text_content().split()) for li in steps}


def test_a_moot_is_told_in_four_steps_with_words_days_and_people(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor", name="Edith Wren")
    tie(editor, plank, ASKED, record, kind="asks")
    tie(editor, plank, ANSWERED, record, kind="promises")
    told = matter(client)
    assert list(told) == STEPS
    assert "a shop that has stood empty for six months" in told["You said"]
    assert "7 agree" in told["You said"] and "table 4" in told["You said"]
    assert "whoever will open the door" in told["You said"]
    assert "Nell Garraway" in told["We asked"] and "12 May 2026" in told["We asked"]
    assert "Anjali Deshmukh" in told["They answered"] and "end of the year" in told["They answered"]
    assert "Confirmed by Edith Wren" in told["They answered"]
    assert "Adopted" in told["This changed"] and "The assembly" in told["This changed"]


def test_what_nobody_asked_says_so_and_waits_for_nothing(plank: Plank, record: Store, client: Client) -> None:
    told = matter(client)
    assert "Not asked yet." in told["We asked"]
    assert "Nothing was asked, so nothing is waited for." in told["They answered"]


def test_a_reply_nobody_confirmed_is_shown_as_such_and_counted_nowhere(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    tie(staff("editor"), plank, ASKED, record, kind="asks")
    told = matter(client)
    assert "Nobody has confirmed yet whether it answers this." in told["They answered"]
    assert queries.counts(scope("moot", "hall")).answered == 0
    assert "No answer found" not in told["They answered"]


def test_a_silence_names_what_was_read_until_when_and_how_many_days(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    tie(staff("editor"), plank, ALONE, record, kind="asks")
    silent = "No answer found in the Commons up to 15 September 2026, 126 days."
    assert f"{silent} Asked by Nell Garraway, 12 May 2026." in matter(client)["They answered"]
    thread = client.get(f"/thread/{plank.slug}/").content.decode()
    assert silent in thread
    assert silent in client.get("/told/moot/hall/told.txt").content.decode()
    (told,) = client.get(f"/thread/{plank.slug}/thread.json").json()["silences"]
    assert (told["read"], told["until"], told["days"]) == ("Commons", "2026-09-15", 126)


def test_a_confirmed_answer_of_that_day_or_later_ends_a_silence(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor")
    tie(editor, plank, ALONE, record, kind="asks")
    tie(editor, plank, ANSWERED, record, kind="answers")
    assert "No answer found" not in matter(client)["They answered"]


def test_words_for_or_against_are_no_question(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    tie(staff("editor"), plank, OPPOSED, record, kind="opposes")
    told = matter(client)
    assert "Not asked yet." in told["We asked"]
    assert "opposes it" in told["They answered"]


def test_a_decision_of_the_house_is_a_change(plank: Plank, record: Store, staff: Any, client: Client) -> None:
    tie(staff("editor"), plank, ANSWERED, record, kind="decides")
    told = matter(client)
    assert "Anjali Deshmukh" in told["This changed"] and "Anjali" not in told["They answered"]


def test_an_editor_at_work_on_a_draft_changes_nothing_and_a_decision_does(
    record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor")
    draft = draft_plank(editor, Draft("An app", "An app for the town."), [])
    address = f"/told/plank/{draft.slug}/"
    assert "Nothing yet." in matter(client, address)["This changed"]
    other = Draft("An app", "A page for the town.", why="Plainer.")
    new_version(editor, draft, other, based_on=1)
    assert "Nothing yet." in matter(client, address)["This changed"]
    assert queries.counts(scope("plank", draft.slug)).changed == 0
    decided = replace(other, words="A sheet of paper.", why="Cheaper.", decided_by="the assembly")
    new_version(editor, draft, decided, based_on=2)
    assert "A sheet of paper." in matter(client, address)["This changed"]
    assert "Nobody at a moot said it" in matter(client, address)["You said"]


def test_words_that_an_editor_wrote_and_an_assembly_adopted_are_told_with_the_decision(
    record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor")
    plank = draft_plank(editor, Draft("An app", "An app for the town."), [])
    drafted = Draft("An app", "A page for the town.", why="Plainer.")
    new_version(editor, plank, drafted, based_on=1)
    new_version(editor, plank, replace(drafted, state="adopted", decided_by="the assembly"), based_on=2)
    assert "A page for the town." in matter(client, f"/told/plank/{plank.slug}/")["This changed"]


def test_a_draft_that_was_taken_back_has_changed_nothing(record: Store, staff: Any, client: Client) -> None:
    editor = staff("editor")
    adopted = Draft("An app", "An app.", state="adopted", decided_by="the assembly")
    plank = draft_plank(editor, adopted, [])
    new_version(editor, plank, Draft("An app", "A page.", why="A try."), based_on=1)
    withdraw_version(editor, plank, number=2, why="It was only a try.")
    assert "version 3" not in matter(client, f"/told/plank/{plank.slug}/")["This changed"]


def test_a_withdrawn_tie_leaves_every_shape_of_it(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor")
    link = tie(editor, plank, ANSWERED, record, kind="promises")
    addresses = [f"/told/moot/hall/{name}" for name in ("", "told.txt", "told.csv", "told.json", "feed.xml")]
    addresses += ["/api/told/moot/hall", f"/thread/{plank.slug}/", f"/thread/{plank.slug}/thread.json"]
    for address in addresses:
        assert "before the end of the year" in client.get(address).content.decode(), address
    decide(editor, link, "withdraw")
    for address in addresses:
        assert "before the end of the year" not in client.get(address).content.decode(), address
    lines = Line.objects.filter(object_kind="link").order_by("number")
    assert [(line.verb, line.who) for line in lines] == [("confirmed", editor), ("withdrawn", editor)]
    assert verify().lines == Line.objects.count()


def test_a_place_tells_of_all_its_moots_and_an_edition_of_its_planks(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    Moot.objects.filter(slug="hall").update(place="The Corn Exchange, Kettleford")
    publish(staff("steward"))
    draft_plank(staff("editor"), Draft("Later", "After the edition."), [])
    listed = client.get("/told/").content.decode()
    for address in ("/told/moot/hall/", "/told/place/kettleford/", "/told/edition/1/"):
        assert f'href="{address}"' in listed
        shown = client.get(address).content.decode()
        assert "Open the empty shops" in shown and "After the edition." not in shown


def test_statements_of_another_moot_are_counted_and_not_shown(
    plank: Plank, record: Store, client: Client
) -> None:
    other = Moot.objects.create(slug="other", title="The Other Moot")
    plank.statements.add(Statement.objects.create(moot=other, number=1, words="Said elsewhere."))
    told = matter(client)["You said"]
    assert "Said elsewhere." not in told and "And one statement of another moot." in told
    assert "Said elsewhere." in matter(client, "/told/moot/other/")["You said"]


def test_the_address_one_would_guess_leads_there(plank: Plank, client: Client) -> None:
    assert client.get("/told/hall/")["Location"] == "/told/moot/hall/"


@pytest.mark.parametrize(
    "address", ["/told/nowhere/", "/told/moot/nowhere/", "/told/edition/x/", "/told/edition/9/",
                "/told/place/nowhere/", "/told/plank/nowhere/", "/told/person/1/", "/told/moot/hall/told.exe"]
)  # fmt: skip
def test_what_is_not_here_is_not_found(plank: Plank, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_counting_without_words_comes_to_the_same(plank: Plank, record: Store, staff: Any) -> None:
    editor = staff("editor")
    found = scope("moot", "hall")
    for gid, kind in ((ASKED, "asks"), (ANSWERED, "decides"), (OPPOSED, "supports"), (ALONE, "raises")):
        tie(editor, plank, gid, record, kind=kind)
        assert queries.counts(found) == counted(queries.matters(found, record))


def test_many_matters_come_in_pages_and_whole_to_print(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor")
    statements = Statement.objects.filter(moot__slug="hall")[:1]
    for n in range(12):
        draft_plank(editor, Draft(f"Plank {n}", f"Words {n}."), statements)
    counts = [
        client.get(f"/told/moot/hall/{query}").content.decode().count('<article class="matter"')
        for query in ("", "?page=2", "?all=1")
    ]
    assert counts == [10, 3, 13]


def test_rows_json_text_and_api_hold_the_same_words(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor")
    tie(editor, plank, ASKED, record, kind="asks")
    tie(editor, plank, ANSWERED, record, kind="promises")
    table = client.get("/told/moot/hall/told.csv").content.decode("utf-8-sig")
    words = [row["words"] for row in csv.DictReader(io.StringIO(table))]
    told = json.loads(client.get("/told/moot/hall/told.json").content)["matters"][0]
    api = client.get("/api/told/moot/hall").json()["items"][0]
    for step in ("said", "asked", "answered", "changed"):
        assert [voice["words"] for voice in told[step]] == [voice["words"] for voice in api[step]]
        assert all(voice["words"] in words for voice in told[step])
    assert told["said"][0]["votes"] == {"agree": "7", "disagree": "5", "pass": "0"}
    text = client.get("/told/moot/hall/told.txt").content.decode()
    assert text.index("You said") < text.index("We asked") < text.index("They answered")
    assert "7 agree, 5 disagree, 0 pass" in text and "&" not in text


def test_the_feed_tells_what_was_answered_and_changed_and_nothing_else(
    plank: Plank, record: Store, staff: Any, client: Client
) -> None:
    editor = staff("editor")
    propose(None, plank, record)
    tie(editor, plank, ASKED, record, kind="asks")
    tie(editor, plank, ANSWERED, record, kind="promises")
    feed = lxml.etree.fromstring(client.get("/told/moot/hall/feed.xml").content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    titles = feed.xpath("//a:entry/a:title/text()", namespaces=atom)
    answered, changed = titles
    assert answered.startswith("Open the empty shops: Anjali Deshmukh") and "promises" in answered
    assert changed.startswith("Open the empty shops: Editor 1, Adopted")
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=atom)
    assert len(set(ids)) == 2
    assert feed.xpath("//a:subtitle/text()", namespaces=atom) == [
        "A fictional parliament, written for this project."
    ]


def test_words_that_look_like_markup_or_a_formula_stay_words(
    plank: Plank, record: Store, client: Client
) -> None:
    statement = plank.statements.order_by("number").first()
    assert statement is not None
    Statement.objects.filter(pk=statement.pk).update(words="=1+1 <script>alert(1)</script>")
    assert "<script>alert" not in client.get("/told/moot/hall/").content.decode()
    assert "'=1+1" in client.get("/told/moot/hall/told.csv").content.decode("utf-8-sig")
    assert "=1+1 <script>" in client.get("/told/moot/hall/told.txt").content.decode()


def test_the_way_there_and_back_from_the_table_and_the_token(
    plank: Plank, record: Store, client: Client
) -> None:
    for address in ("/manifesto/became/hall/", "/manifesto/became/hall/table/4/", "/moots/hall/"):
        assert 'href="/told/moot/hall/"' in client.get(address).content.decode(), address
    participant = Moot.objects.get(slug="hall").participants.first()
    assert participant is not None
    assert 'href="/told/moot/hall/"' in client.get(f"/manifesto/token/{participant.key}/").content.decode()
    assert 'href="/manifesto/became/hall/"' in client.get("/told/moot/hall/").content.decode()
    thread = client.get(f"/thread/{plank.slug}/").content.decode()
    assert 'href="/manifesto/became/hall/table/4/"' in thread and f'"/told/plank/{plank.slug}/"' in thread


def test_a_note_that_is_not_released_is_counted_and_never_told(
    plank: Plank, record: Store, signed_in: Any
) -> None:
    for role in ("nobody", "steward"):
        for name in ("", "told.txt", "told.csv", "told.json", "feed.xml"):
            answer = signed_in(role).get(f"/told/moot/hall/{name}")
            assert "Hidden Name" not in answer.content.decode()
    assert "One note is not released." in matter(signed_in("nobody"))["You said"]
