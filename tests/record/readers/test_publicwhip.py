"""Public Whip XML: by hand, and the real files by another method."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from folkmoot.errors import Unreadable
from folkmoot.record.debates import Sitting
from folkmoot.record.readers import publicwhip, safe_xml

from ..conftest import DEBATE, speech
from ..conftest import publicwhip as document


def read(text: str, name: str = "debates2026-05-12a.xml") -> Sitting:
    return publicwhip.read(text.encode(), file=name)


def test_a_sitting_has_its_day_chamber_kind_and_revision() -> None:
    sitting = read(DEBATE)
    assert (sitting.id, sitting.date) == ("example/debate/2026-05-12", dt.date(2026, 5, 12))
    assert (sitting.chamber, sitting.kind, sitting.revision) == ("Commons", "debates", "a")
    assert sitting.unread == ()


def test_headings_stand_over_what_follows_them() -> None:
    titles = {d.title: d for d in read(DEBATE).debates}
    assert titles["HOME DEPARTMENT"].parent_title == "Oral Answers"
    assert titles["Street Lights"].parent_title == "HOME DEPARTMENT"
    assert titles["Street Lights"].department == "HOME DEPARTMENT"
    assert [c.debate_title for c in read(DEBATE).contributions][:3] == [
        "Street Lights",
        "Street Lights",
        "Social Housing",
    ]


def test_who_spoke_as_the_source_says() -> None:
    asked, answered, motion, *_ = read(DEBATE).contributions
    assert (asked.kind, asked.person_id, asked.oral_number) == ("speech", "example/person/1", "1")
    assert (answered.member_id, answered.person_id) == ("example/member/2", "")
    assert answered.office == "The Secretary of State for the Home Department"
    assert (motion.kind, motion.speaker_name) == ("procedural", "")


def test_offsets_count_characters_of_the_joined_text_as_it_stands() -> None:
    words = 'a <i>b</i>\n <phrase class="honfriend" person_id="example/person/1" name="X">the <b>hon.</b> '
    words += "Member</phrase> c"
    words += ' (<phrase class="date" code="2026-01-02">2 January</phrase>)'
    (only,) = read(document(speech("1.1", words, who="A"))).contributions
    assert only.paragraphs[0].text == "a b\n the hon. Member c (2 January)"
    (mention,) = only.mentions
    assert (mention.start, mention.end, mention.words) == (5, 20, "the hon. Member")
    assert only.dates[0].day == "2026-01-02"
    assert only.paragraphs[0].text[only.dates[0].start : only.dates[0].end] == "2 January"


def test_rows_of_a_table_are_paragraphs_with_cells() -> None:
    table = "<table><tbody><tr pid='a.9'> <td>2001</td> <td><i>3.20</i></td> </tr></tbody></table>"
    xml = speech("1.1", "See:", who="A").replace("</speech>", f"{table}</speech>")
    row = read(document(xml)).contributions[0].paragraphs[1]
    assert [row.text[a:b] for a, b in row.cells] == ["2001", "3.20"]
    assert (row.pid, row.css_class) == ("a.9", "row")


def test_a_division_keeps_its_counts_names_and_tellers() -> None:
    (division,) = read(DEBATE).divisions
    assert division.counts == (("ayes", 1), ("noes", 0), ("tellerayes", 0), ("tellernoes", 0))
    assert [(v.name, v.vote, v.person_id) for v in division.votes] == [
        ("Marsh, Ada", "aye", "example/person/1")
    ]


def test_a_superseded_file_gives_its_redirects_and_nothing_else() -> None:
    gid = "example/debate/2026-05-12"
    redirect = f'<gidredirect oldgid="{gid}a.1.1" newgid="{gid}b.1.1" matchtype="changes"/>'
    sitting = read(document(redirect, speech("1.1", "old words", who="A"), latest="no"))
    assert sitting.superseded
    assert [r.new for r in sitting.redirects] == ["example/debate/2026-05-12b.1.1"]
    assert sitting.contributions == ()


def test_what_cannot_be_used_is_listed_with_its_line_and_the_rest_is_read() -> None:
    sitting = read(
        document("<speech><p>no id</p></speech>", "<poem/>", "<poem/>", speech("1.1", "words", who="A"))
    )
    assert [(u.line, u.reason) for u in sitting.unread] == [
        (2, "<speech> has no id"),
        (3, "<poem>, 2 times, is not an element this reader knows"),
    ]
    assert len(sitting.contributions) == 1


def test_words_before_the_first_heading_have_a_debate_without_one() -> None:
    sitting = read(document(speech("1.1", "words", who="A")))
    assert (sitting.debates[0].level, sitting.debates[0].id) == ("none", sitting.id)


@pytest.mark.parametrize(
    ("name", "gid", "expected"),
    [
        (
            "answers2026-05-12b.xml",
            "example/wrans/2026-05-12b.1.h",
            ("example/wrans/2026-05-12", "Commons", "b"),
        ),
        (
            "lordswrans2026-05-12a.xml",
            "example/wrans/2026-05-12a.1.h",
            ("example/lordswrans/2026-05-12", "Lords", "a"),
        ),
        ("answers2015-01-05.xml", "x.y/wrans/2014-12-18.219.h", ("x.y/wrans/2015-01-05", "Commons", "")),
        (
            "daylord2026-05-12a.xml",
            "example/lords/2026-05-12a.1.0",
            ("example/lords/2026-05-12", "Lords", "a"),
        ),
        (
            "anything.xml",
            "example/westminhall/2026-05-12c.1.0",
            ("example/westminhall/2026-05-12", "Westminster Hall", "c"),
        ),
        (
            "ni2026-05-12a.xml",
            "example/ni/2026-05-12a.1.0",
            ("example/ni/2026-05-12", "Northern Ireland Assembly", "a"),
        ),
        (
            "sp2026-05-12.xml",
            "example/spor/2026-05-12.1.0",
            ("example/spor/2026-05-12", "Scottish Parliament", ""),
        ),
        ("senedd2026-05-12a.xml", "x/senedd/en/2026-05-12a.1.0", ("x/senedd/2026-05-12", "Senedd", "a")),
        (
            "standing2026-03-01_BILL_05-0_2026-05-12a.xml",
            "example/standing/standing2026-03-01_BILL_05-0_2026-05-12a.1.0",
            ("example/standing/standing2026-03-01_BILL_05-0_2026-05-12", "Public Bill Committee", "a"),
        ),
    ],
)
def test_the_kind_of_sitting_comes_from_name_and_ids_of_any_authority(
    name: str, gid: str, expected: tuple[str, str, str]
) -> None:
    text = document(f'<major-heading id="{gid}">X</major-heading>')
    sitting = read(text, name)
    assert (sitting.id, sitting.chamber, sitting.revision) == expected
    outline = publicwhip.outline(text.encode(), file=name)
    assert (outline.sitting_id, outline.kind.chamber, outline.revision) == expected


def test_a_file_that_says_nothing_of_itself_is_refused_with_a_remedy() -> None:
    with pytest.raises(Unreadable, match="name it as its publisher does"):
        read(document("<speech id='x'/>"), "what.xml")


# The real files


def _files(real: Path) -> list[Path]:
    return sorted((real / "hansard").rglob("*.xml"))


def test_real_files_hold_what_a_count_by_regular_expression_finds(real: Path) -> None:
    for path in _files(real):
        raw = path.read_text("latin-1")
        sitting = publicwhip.read(path.read_bytes(), file=str(path))
        if re.search(r'<publicwhip[^>]*latest="no"', raw):
            assert sitting.superseded and not sitting.contributions
            continue
        speeches = re.findall(r"<speech\b[^>]*>", raw)
        spoken = [tag for tag in speeches if 'nospeaker="true"' not in tag]
        kinds = [c.kind for c in sitting.contributions]
        assert kinds.count("speech") == len(spoken), path
        assert kinds.count("procedural") == len(speeches) - len(spoken), path
        assert kinds.count("question") == len(re.findall(r"<ques\b", raw)), path
        assert kinds.count("reply") == len(re.findall(r"<reply\b", raw)), path
        assert sum(d.counted for d in sitting.divisions) == len(re.findall(r"<divisioncount\b", raw)), path
        assert len(sitting.redirects) == len(re.findall(r"<gidredirect\b", raw)), path
        assert sum(len(c.mentions) for c in sitting.contributions) == raw.count('class="honfriend"'), path
        assert len(sitting.debates) >= len(re.findall(r"<(?:oral|major|minor)-heading\b", raw)), path
        assert sitting.unread == (), path


def test_no_word_of_a_real_file_is_lost(real: Path) -> None:
    """Every contribution holds the words of its element, whatever is nested in it."""
    from lxml import etree

    for path in _files(real):
        sitting = publicwhip.read(path.read_bytes(), file=str(path))
        elements = {e.get("id"): e for e in etree.fromstring(path.read_bytes()) if isinstance(e.tag, str)}
        for contribution in sitting.contributions:
            said = "".join(elements[contribution.id].itertext()).translate(safe_xml.WINDOWS)
            words = "".join(said.split())
            assert "".join(contribution.text.split()) == words, contribution.id


def test_every_marked_mention_stands_where_its_offsets_say(real: Path) -> None:
    for path in _files(real):
        for c in publicwhip.read(path.read_bytes(), file=str(path)).contributions:
            for mark in (*c.mentions, *c.references, *c.dates):
                assert c.paragraphs[mark.paragraph].text[mark.start : mark.end] == mark.words


def test_the_commons_count_leaves_tellers_out_and_the_lords_count_has_them_in(real: Path) -> None:
    agree = wrong = 0
    for path in _files(real):
        sitting = publicwhip.read(path.read_bytes(), file=str(path))
        for division in sitting.divisions:
            counts = dict(division.counts)
            for side, vote in (
                ("ayes", "aye"),
                ("noes", "no"),
                ("content", "content"),
                ("not-content", "not-content"),
            ):
                if side not in counts:
                    continue
                names = [v for v in division.votes if v.vote == vote]
                expected = len(names) if "content" in side else sum(not v.teller for v in names)
                agree, wrong = agree + (counts[side] == expected), wrong + (counts[side] != expected)
    assert (agree, wrong) == (42, 2)
