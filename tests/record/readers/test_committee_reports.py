"""Select committee reports and what the Government answers."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.cli.record_findings import findings_command
from folkmoot.errors import FolkmootError, TooLarge, Unreadable
from folkmoot.record.documents import answered
from folkmoot.record.readers import committee_reports

REPORT = """\
Damp in rented homes: Second Report

Conclusions and recommendations

9. A line of the table of contents

1  Introduction

1. The Committee heard from forty tenants.

Conclusions and recommendations

Who inspects

1. Inspectors are too few to see
   every home within a year. (Conclusion, Paragraph 12)

2. We recommend that the Government publish, by 2032,

a plan for inspection.

3. The Department should count what it finds. (Paragraphs 31 and 32)

Formal minutes

4. The Committee met on Tuesday.
"""
RESPONSE = """\
<html><body><h1>Damp in rented homes: Government Response</h1>
<p>Introduction. The Government thanks the Committee.</p>
<p>1. Inspectors are too few. (Paragraph 12)</p>
<h3>Government response</h3>
<p>We agree.</p><p>Councils will have 400 more.</p>
<p>Recommendation 2. We recommend a plan.</p>
<p>Recommendation 3: The Department should count.</p>
<p>The Government&#8217;s response to recommendations 2 and 3: We will publish both.</p>
<p>Recommendations 4 and 5</p>
<p>Government response: Not accepted.</p>
<h2>Annex A</h2><p>Tables.</p></body></html>
"""


def read(text: str) -> committee_reports.Document:
    return committee_reports.read(text.encode(), file="report.txt")


def test_a_report_gives_the_numbered_points_of_its_last_list() -> None:
    document = read(REPORT)
    assert document.title == "Damp in rented homes: Second Report"
    assert [(f.number, f.kind, f.paragraphs) for f in document.findings] == [
        (1, "conclusion", "12"),
        (2, "", ""),
        (3, "", "31 and 32"),
    ]
    assert document.findings[0].text.startswith("Inspectors are too few to see every home")
    assert document.replies == ()


def test_a_response_answers_the_points_quoted_since_the_last_reply() -> None:
    document = read(RESPONSE)
    assert [f.number for f in document.findings] == [1, 2, 3]
    assert [(r.numbers, r.text) for r in document.replies] == [
        ((1,), "We agree.\n\nCouncils will have 400 more."),
        ((2, 3), "We will publish both."),
        ((4, 5), "Not accepted."),
    ]
    assert document.replies_to(3) == document.replies_to(2) != ()
    assert document.replies_to(9) == ()


@pytest.mark.parametrize("paper", [REPORT, RESPONSE])
def test_every_finding_and_reply_stands_where_its_offsets_say(paper: str) -> None:
    document = read(paper)
    for one in (*document.findings, *document.replies):
        assert document.text[one.start : one.end] == one.text


def test_a_reply_to_no_point_is_told() -> None:
    document = read("Paper\n\nGovernment response: Thank you.\n\n1. Do it.\n\nGovernment response: No.")
    assert [r.numbers for r in document.replies] == [(1,)]
    assert document.unread[0].reason == "a reply to no numbered point: Thank you."


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"Conclusions and recommendations", b"1. Alone."])
def test_a_paper_without_findings_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match="no numbered conclusions"):
        committee_reports.read(data, file="x.txt")


def test_a_paper_past_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committee_reports, "MAX_BYTES", 10)
    with pytest.raises(TooLarge):
        committee_reports.read(REPORT.encode(), file="x.txt")


@given(st.lists(st.sampled_from(REPORT.split("\n\n") + RESPONSE.split("\n")), max_size=30), st.booleans())
def test_paragraphs_in_any_order_give_values_or_a_sentence(pieces: list[str], shuffle: bool) -> None:
    if shuffle:
        random.Random(1).shuffle(pieces)
    try:
        document = read("\n\n".join(pieces))
    except FolkmootError:
        return
    numbers = [f.number for f in document.findings]
    assert numbers == sorted(set(numbers))
    for one in (*document.findings, *document.replies):
        assert document.text[one.start : one.end] == one.text


def test_findings_stand_beside_what_other_papers_answer_to_their_numbers() -> None:
    found = answered([read(REPORT), read(RESPONSE)])
    assert [one.finding.number for one in found] == [1, 2, 3]
    assert [[reply.text[:8] for _, reply in one.replies] for one in found] == [
        ["We agree"],
        ["We will "],
        ["We will "],
    ]
    assert [one.replies for one in answered([read(REPORT)])] == [(), (), ()]
    assert answered([]) == ()


def test_the_command_says_where_no_answer_was_found(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT)
    said = CliRunner().invoke(findings_command, [str(report)])
    assert said.exit_code == 0 and said.output.count("no answer in what was read") == 3
    response = tmp_path / "response.html"
    response.write_text(RESPONSE)
    shown = json.loads(CliRunner().invoke(findings_command, [str(report), str(response), "--json"]).output)
    assert shown["title"] == "Damp in rented homes: Second Report"
    assert shown["findings"][1]["replies"][0]["numbers"] == [2, 3]
