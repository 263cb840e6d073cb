from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from folkmoot.meetings.moots import Moot as Values
from folkmoot.meetings.moots import Note as NoteValue
from folkmoot.meetings.moots import Statement as StatementValue
from folkmoot.meetings.moots import Vote as VoteValue
from folkmoot.web.journal.models import Line
from folkmoot.web.meetings.actions import read_moot, release_notes
from folkmoot.web.meetings.models import Moot

NOTES = (
    NoteValue(1, "Damp on every wall", table=1, noted_at=dt.datetime(2026, 3, 14, 19, 20)),
    NoteValue(2, "Mend the roof", "proposal", 1, "it is dry"),
    NoteValue(3, "Close the road", "disagreement", 2, other_side="Keep it open"),
    NoteValue(4, "A secret of somebody", table=2),
)
STATEMENTS = (
    StatementValue(1, "Roofs should be mended.", (1, 2, 4)),
    StatementValue(2, "Something nobody should read.", moderation=-1),
    StatementValue(3, "How old are you?", is_meta=True),
)
VOTES = tuple(VoteValue(n, 1, 1 if n < 30 else -1 if n < 33 else 0) for n in range(40))


@pytest.fixture
def moot(staff) -> Moot:
    moot = read_moot(
        Values(
            "spring",
            "Spring moot",
            "The Hall",
            dt.date(2026, 3, 14),
            "What we want",
            "",
            NOTES,
            STATEMENTS,
            VOTES,
        )
    ).moot
    release_notes(staff("steward"), moot.notes.filter(number__lte=3))
    return moot


def text(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_house_says_how_a_moot_comes_into_it(client: Client, db: None) -> None:
    page = text(client, "moots")
    assert "No moot yet" in page
    assert reverse("moot_template", args=["xlsx"]) in page


def test_the_list_shows_each_moot_with_its_counts(client: Client, moot: Moot) -> None:
    page = text(client, "moots")
    assert reverse("moot", args=["spring"]) in page
    assert "<strong>3</strong> notes" in page


def test_a_moot_shows_released_notes_by_table_and_says_how_many_are_not(client: Client, moot: Moot) -> None:
    page = text(client, "moot", "spring")
    assert "Damp on every wall" in page
    assert "Keep it open" in page
    assert "1 more note is not released" in page
    assert "secret" not in page
    assert "Saturday 14 March 2026" in page


def test_nothing_that_is_not_released_or_was_rejected_is_on_any_public_address(
    client: Client, moot: Moot
) -> None:
    secret, rejected = moot.notes.get(number=4), moot.statements.get(number=2)
    addresses = [
        reverse("moots"),
        reverse("moot", args=["spring"]),
        *[reverse("table", args=["spring", number]) for number in (1, 2)],
        reverse("statements", args=["spring"]),
        *[reverse("statement", args=["spring", number]) for number in (1, 2, 3)],
        *[reverse("note", args=["spring", note.key]) for note in moot.notes.all()],
        *[reverse("moot_export", args=["spring", shape]) for shape in ("notes.csv", "statements.csv")],
    ]
    for address in addresses:
        page = client.get(address).content.decode()
        assert secret.words not in page, address
        assert str(secret.key) not in page or address.endswith(f"{secret.key}/"), address
        assert rejected.words not in page, address
    assert client.get(reverse("note", args=["spring", secret.key])).status_code == 404
    assert client.get(reverse("statement", args=["spring", 2])).status_code == 404
    book = load_workbook(io.BytesIO(client.get(reverse("moot_export", args=["spring", "xlsx"])).content))
    words = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "Damp on every wall" in words
    assert not {secret.words, rejected.words} & set(words)


def test_the_staff_of_the_moot_and_stewards_see_what_is_not_released(moot: Moot, staff) -> None:
    stranger, own, steward = staff("organiser"), staff("organiser"), staff("steward")
    moot.staff.add(own)
    for somebody, sees in ((stranger, False), (own, True), (steward, True)):
        client = Client()
        client.force_login(somebody)
        assert ("secret" in text(client, "moot", "spring")) is sees
        key = moot.notes.get(number=4).key
        assert client.get(reverse("note", args=["spring", key])).status_code == (200 if sees else 404)


def test_small_counts_are_never_numbers(client: Client, moot: Moot) -> None:
    for name, *args in (("moot", "spring"), ("statements", "spring"), ("statement", "spring", 1)):
        page = text(client, name, *args)
        assert "<strong>30</strong> agree" in page
        assert "<strong>fewer than 5</strong> disagree" in page
        assert "at least 37" in page
        assert ">40<" not in page.split("How people voted")[-1].split("What most agreed")[-1]


def test_a_statement_shows_the_notes_it_was_made_from_with_their_tables(client: Client, moot: Moot) -> None:
    page = text(client, "statement", "spring", 1)
    assert "Mend the roof" in page
    assert reverse("table", args=["spring", 1]) in page
    assert "1 more note is not released" in page


def test_a_note_says_where_when_and_what_became_of_it(client: Client, moot: Moot) -> None:
    page = text(client, "note", "spring", moot.notes.get(number=1).key)
    assert "14 March 2026 at 19:20" in page
    assert "Roofs should be mended." in page
    assert "No statement has been made" in text(client, "note", "spring", moot.notes.get(number=3).key)


def test_a_purpose_is_not_said_twice(client: Client, moot: Moot) -> None:
    assert "so that it is dry" in text(client, "note", "spring", moot.notes.get(number=2).key)
    moot.notes.filter(number=2).update(so_that="So that it is dry")
    page = text(client, "note", "spring", moot.notes.get(number=2).key)
    assert page.lower().count("so that") == 1


def test_statements_come_in_the_order_asked_for(client: Client, moot: Moot) -> None:
    for order in ("number", "agreed", "divided", "voted", "nonsense"):
        page = text(client, "statements", "spring", order=order)
        assert page.index("Roofs should") < page.index("How old")


def test_a_long_moot_is_cut_into_pages_that_lose_nothing(
    client: Client, staff, django_assert_max_num_queries
) -> None:
    notes = tuple(NoteValue(n, f"Note that says {n};", table=n % 9 + 1) for n in range(1, 251))
    statements = tuple(StatementValue(n, f"Statement that says {n};", (n,)) for n in range(1, 121))
    moot = read_moot(Values("long", "Long moot", notes=notes, statements=statements)).moot
    release_notes(staff("steward"), moot.notes.all())
    with django_assert_max_num_queries(20):
        pages = [text(client, "moot", "long", page=str(page)) for page in (1,)]
    pages += [text(client, "moot", "long", page=str(page)) for page in (2, 3)]
    assert all(sum(f"Note that says {n};" in page for page in pages) == 1 for n in range(1, 251))
    listed = [text(client, "statements", "long", page=str(page), order="agreed") for page in (1, 2, 3)]
    assert all(sum(f"Statement that says {n};" in page for page in listed) == 1 for n in range(1, 121))
    assert "?page=2&amp;order=agreed" in listed[0]
    assert text(client, "moot", "long", page="99") == text(client, "moot", "long", page="3")


def test_words_are_shown_as_words_whatever_they_look_like(client: Client, staff) -> None:
    moot = read_moot(
        Values(
            "x", "<b>x</b>", summary="<script>a()</script>", notes=(NoteValue(1, "<img src=x onerror=a()>"),)
        )
    ).moot
    release_notes(staff("steward"), moot.notes.all())
    for page in (
        text(client, "moot", "x"),
        text(client, "note", "x", moot.notes.get().key),
        text(client, "moots"),
    ):
        assert "<script>a" not in page
        assert "<img src=x" not in page
        assert "<b>x</b>" not in page


def test_an_export_is_read_back_and_no_cell_acts(client: Client, staff) -> None:
    moot = read_moot(Values("x", "X", notes=(NoteValue(1, "=cmd()"), NoteValue(2, "-5")))).moot
    release_notes(staff("steward"), moot.notes.all())
    rows = list(
        csv.DictReader(io.StringIO(client.get("/moots/x/export.notes.csv").content.decode("utf-8-sig")))
    )
    assert [row["words"] for row in rows] == ["'=cmd()", "-5"]


def test_a_concern_that_is_not_released_is_not_named_in_an_export(client: Client, staff) -> None:
    notes = (NoteValue(1, "Damp"), NoteValue(2, "Cold"), NoteValue(3, "Mend it", "proposal", answers=(1, 2)))
    moot = read_moot(Values("x", "X", notes=notes)).moot
    assert [note.number for note in moot.notes.get(number=3).concerns.order_by("number")] == [1, 2]
    release_notes(staff("steward"), moot.notes.exclude(number=2))
    rows = list(
        csv.DictReader(io.StringIO(client.get("/moots/x/export.notes.csv").content.decode("utf-8-sig")))
    )
    assert [row["answers"] for row in rows] == ["", "1"]
    page = client.get(f"/moots/x/notes/{moot.notes.get(number=3).key}/").content.decode()
    assert "Damp" in page and "Cold" not in page


def test_a_claim_is_settled_by_a_source_that_everybody_sees(client: Client, staff, signed_in) -> None:
    moot = read_moot(
        Values("x", "X", notes=(NoteValue(1, "Rents doubled", "claim"), NoteValue(2, "Damp")))
    ).moot
    release_notes(staff("steward"), moot.notes.all())
    claim, other = moot.notes.order_by("number")
    page = f"/moots/x/notes/{claim.key}/"
    assert "nobody has named a source" in client.get(page).content.decode()
    assert client.post(f"{page}settle/", {"source": "A friend"}).status_code == 302, "sent to sign in"
    assert signed_in("editor").post(f"{page}settle/", {"source": "A friend"}).status_code == 403
    steward = signed_in("steward")
    steward.post(f"{page}settle/", {"source": "The rent register, https://example.org/rents"})
    assert 'href="https://example.org/rents"' in client.get(page).content.decode()
    assert Line.objects.filter(verb="settled").exists()
    steward.post(f"/moots/x/notes/{other.key}/settle/", {"source": "x"})
    assert not moot.notes.get(number=2).settled_by, "only a claim is settled"


def test_the_template_comes_down_in_both_shapes(client: Client, db: None) -> None:
    assert client.get(reverse("moot_template", args=["xlsx"])).content.startswith(b"PK")
    assert client.get(reverse("moot_template", args=["zip"])).content.startswith(b"PK")
    assert client.get(reverse("moot_template", args=["exe"])).status_code == 404


def test_a_moot_without_tables_has_no_word_of_tables(client: Client, db: None) -> None:
    read_moot(
        Values(
            "talk", "Talk", statements=STATEMENTS[2:], votes=(VoteValue(1, 3, 1, dt.datetime(2026, 3, 1)),)
        )
    )
    page = text(client, "moot", "talk")
    assert "What the tables" not in page
    assert "Votes of 1 March 2026" in page


def test_nobodys_number_is_on_a_page(client: Client, moot: Moot) -> None:
    for name, *args in (("moot", "spring"), ("statement", "spring", 1)):
        assert "participant" not in text(client, name, *args).lower()


def test_the_list_counts_what_the_page_of_a_moot_shows(client: Client, moot: Moot) -> None:
    read_moot(Values("few", "Few", statements=STATEMENTS[2:], votes=(VoteValue(1, 3, 1),)))
    page = text(client, "moots")
    assert "<strong>2</strong> statements" in page
    assert "<strong>fewer than 5</strong> voted" in page
