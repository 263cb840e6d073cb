from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from folkmoot.meetings.moots import Moot as Values
from folkmoot.meetings.moots import Note as NoteValue
from folkmoot.meetings.templates import workbook, zipped
from folkmoot.web.meetings import forms
from folkmoot.web.meetings.actions import read_moot
from folkmoot.web.meetings.models import Moot, Note

FILLED = {
    "moot": [("title", "Spring moot")],
    "notes": [
        ["1", "1", "issue", "Damp", "", "", "", "", ""],
        ["2", "1", "rant", "Rats", "", "", "", "", ""],
    ],
}
UPLOAD = "/moots/read/"


def sent(client: Client, *files: tuple[str, bytes], title: str = "") -> str:
    named = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post(UPLOAD, {"files": named, "title": title})
    assert answer.status_code == 200
    return answer.content.decode()


def given_back(page: str, **more: str) -> dict[str, str]:
    """What the preview's form would send."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page)
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"} | more


@pytest.mark.parametrize("role", ["editor", "nobody"])
def test_only_organisers_and_stewards_read_moots(signed_in, role: str) -> None:
    assert signed_in(role).get(UPLOAD).status_code in (302, 403)


def test_a_workbook_is_looked_at_before_anything_is_kept(signed_in) -> None:
    client = signed_in("organiser")
    page = sent(client, ("spring.xlsx", workbook(FILLED)))
    assert "Spring moot" in page
    assert "cell C3: kind is “rant”" in page
    assert not Moot.objects.exists()
    answer = client.post(UPLOAD, given_back(page), follow=True)
    assert answer.redirect_chain == [("/moots/spring/", 302)]
    assert "1 notes, 0 statements and 0 votes are new" in answer.content.decode()
    assert [note.words for note in Note.objects.all()] == ["Damp"]
    assert Moot.objects.get().staff.count() == 1
    assert Note.objects.get().released_at is None


def test_csv_files_come_together_and_are_named_after_their_title(signed_in) -> None:
    client = signed_in("organiser")
    files = [
        ("notes.csv", b"number,words\n1,Damp\n"),
        ("statements.csv", b"number,words,notes\n1,Mend it.,1\n"),
    ]
    page = sent(client, *files, title="Market Hall")
    client.post(UPLOAD, given_back(page))
    moot = Moot.objects.get()
    assert (moot.slug, moot.title, moot.statements.count()) == ("market-hall", "Market Hall", 1)


def test_a_zip_is_read_too(signed_in) -> None:
    client = signed_in("steward")
    client.post(UPLOAD, given_back(sent(client, ("spring.zip", zipped(FILLED)))))
    assert Moot.objects.get().slug == "spring"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.csv", b"a,b\n1,2\n", "has no column words"),
        ("x.xlsx", b"PK nothing", "damaged"),
        ("x.exe", b"MZ", "is not read here"),
        ("votes.csv", b"participant,statement,vote\n1,1,agree\n", "votes without their statements"),
        ("empty.csv", b"", "empty"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(signed_in, name: str, content: bytes, said: str) -> None:
    assert said in sent(signed_in("organiser"), (name, content))
    assert not Moot.objects.exists()


def test_too_much_at_once_is_refused(signed_in, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_UPLOADED", 10)
    assert "more than 3 MB" in sent(signed_in("organiser"), ("notes.csv", b"words\n" + b"Damp\n" * 10))


def test_files_that_come_back_broken_are_asked_for_again(signed_in) -> None:
    client = signed_in("organiser")
    answer = client.post(UPLOAD, {"name": "x.xlsx", "content": "%%%"}, follow=True)
    assert "did not come back whole" in answer.content.decode()
    answer = client.post(UPLOAD, {"name": "x.xlsx", "content": "UEsDBA=="}, follow=True)
    assert answer.redirect_chain == [(UPLOAD, 302)]
    assert not Moot.objects.exists()


def test_somebody_elses_moot_is_not_added_to(signed_in) -> None:
    first = signed_in("organiser")
    page = sent(first, ("spring.xlsx", workbook(FILLED)))
    first.post(UPLOAD, given_back(page))
    second = signed_in("organiser")
    answer = second.post(UPLOAD, given_back(page), follow=True)
    assert "only its own staff or a steward may add to it" in answer.content.decode()


def test_an_update_is_offered_where_the_moot_is_kept_already(signed_in) -> None:
    client = signed_in("organiser")
    client.post(UPLOAD, given_back(sent(client, ("spring.xlsx", workbook(FILLED)))))
    changed = {**FILLED, "notes": [["1", "1", "issue", "Dry", "", "", "", "", ""]]}
    page = sent(client, ("spring.xlsx", workbook(changed)))
    assert "change what differs" in page
    assert "1 fact differs" in client.post(UPLOAD, given_back(page), follow=True).content.decode()
    assert Note.objects.get().words == "Damp"
    client.post(UPLOAD, given_back(page, update="on"))
    assert Note.objects.get().words == "Dry"


def test_a_template_filled_in_for_another_moot_makes_a_moot_of_its_own(signed_in) -> None:
    client = signed_in("organiser")

    def send(title: str, day: str, words: str) -> str:
        about = [["title", title], ["held_on", day]]
        filled = {**FILLED, "moot": about, "notes": [["1", "1", "issue", words, "", "", "", "", ""]]}
        return sent(client, ("moot.xlsx", workbook(filled)))

    for title, day, words in [
        ("Spring", "2026-03-01", "Damp"), ("Autumn", "2026-10-01", "Cold"), ("Autumn", "2027-10-01", "Wet"),
        ("Autumn", "2028-10-01", "Dark"),
    ]:  # fmt: skip
        page = send(title, day, words)
        client.post(UPLOAD, given_back(page))
    assert "of its own unless you say" in page
    assert {moot.slug: moot.notes.get().words for moot in Moot.objects.all()} == {
        "moot": "Damp", "autumn": "Cold", "autumn-2027-10-01": "Wet", "autumn-2028-10-01": "Dark",
    }  # fmt: skip


def test_two_moots_of_one_upload_stay_two_where_both_names_are_taken(signed_in) -> None:
    client = signed_in("organiser")

    def send(*moots: tuple[str, str, str]) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as packed:
            for folder, title, day in moots:
                about = [["title", title], ["held_on", day]]
                with zipfile.ZipFile(io.BytesIO(zipped({**FILLED, "moot": about}))) as one:
                    for name in one.namelist():
                        packed.writestr(f"{folder}/{name.rpartition('/')[2]}", one.read(name))
        client.post(UPLOAD, given_back(sent(client, ("both.zip", content.getvalue()))))

    send(("north", "Market", "2026-03-01"), ("south", "Harbour", "2026-03-02"))
    send(("north", "Fair", "2027-03-01"), ("south", "Fair", "2027-09-01"))
    assert {(moot.slug, moot.title) for moot in Moot.objects.all()} == {
        ("north", "Market"), ("south", "Harbour"), ("fair", "Fair"), ("fair-2027-09-01", "Fair"),
    }  # fmt: skip


def test_another_title_in_the_same_file_can_be_said_to_be_the_same_moot(signed_in) -> None:
    client = signed_in("organiser")
    client.post(
        UPLOAD, given_back(sent(client, ("moot.xlsx", workbook({**FILLED, "moot": [["title", "Sprng"]]}))))
    )
    page = sent(client, ("moot.xlsx", workbook({**FILLED, "moot": [["title", "Spring"]]})))
    client.post(UPLOAD, given_back(page, update="on"))
    moot = Moot.objects.get()
    assert (moot.slug, moot.title) == ("moot", "Spring")


@pytest.fixture
def moot(db: None) -> Moot:
    notes = (NoteValue(1, "Ask Jane Fielding", table=1), NoteValue(2, "Damp", table=2))
    return read_moot(Values("spring", "Spring moot", notes=notes)).moot


def test_whoever_releases_sees_what_was_noticed(moot: Moot, signed_in) -> None:
    client = signed_in("steward")
    page = client.get(reverse("release", args=["spring"])).content.decode()
    assert "<mark>Ask Jane Fielding</mark>" in page
    assert "a name?" in page
    assert page.count(" checked") == 0
    ticked = client.get(reverse("release", args=["spring"]), {"tick": "plain"}).content.decode()
    assert ticked.count(" checked") == 1


def test_ticked_notes_are_released_and_hidden_again(moot: Moot, signed_in) -> None:
    client = signed_in("steward")
    note = moot.notes.get(number=2)
    answer = client.post(reverse("release", args=["spring"]), {"notes": [str(note.key)]}, follow=True)
    assert "1 note is public now." in answer.content.decode()
    assert "Damp" in Client().get("/moots/spring/").content.decode()
    answer = client.post(reverse("note_hide", args=["spring", note.key]), follow=True)
    assert "Note 2 is hidden again." in answer.content.decode()
    assert "Damp" not in Client().get("/moots/spring/").content.decode()


def test_releasing_nothing_says_so(moot: Moot, signed_in) -> None:
    answer = signed_in("steward").post(reverse("release", args=["spring"]), {})
    assert "Tick at least one note." in answer.content.decode()


def test_a_note_of_another_moot_is_not_released_through_this_one(moot: Moot, signed_in) -> None:
    other = read_moot(Values("autumn", "Autumn", notes=(NoteValue(1, "Leaves"),))).moot.notes.get()
    signed_in("steward").post(reverse("release", args=["spring"]), {"notes": [str(other.key)]})
    other.refresh_from_db()
    assert other.released_at is None


@pytest.mark.parametrize("role", ["organiser", "editor"])
def test_others_of_the_house_do_not_release(moot: Moot, signed_in, role: str) -> None:
    client = signed_in(role)
    note = moot.notes.get(number=2)
    assert client.get(reverse("release", args=["spring"])).status_code == 403
    assert client.post(reverse("release", args=["spring"]), {"notes": [str(note.key)]}).status_code == 403
    assert client.post(reverse("note_hide", args=["spring", note.key])).status_code == 403
