"""The real days kept beside the project: every debate, quickly, and notices that are true."""

from __future__ import annotations

import time

from folkmoot.record.store import Store
from tests.web.record.conftest import Visitor

LONGEST = "uk.org.publicwhip/debate/2020-12-14b.23.0"


def test_every_debate_and_division_of_the_real_days_is_a_page(
    visitor_of_real_days: Visitor, real_record: object
) -> None:
    with Store.open(real_record) as store:  # type: ignore[arg-type]
        debates = [debate.id for debate in store.debates(limit=100_000)]
        divisions = [d.id for gid in debates for d in store.debate(gid).divisions]
    assert len(debates) > 1_000
    assert len(divisions) > 15
    for gid in debates[::13]:
        visitor_of_real_days.page(f"/record/debates/{gid}/")
    for gid in divisions:
        visitor_of_real_days.page(f"/record/divisions/{gid}/")


def test_the_longest_debate_is_shown_at_once(visitor_of_real_days: Visitor) -> None:
    visitor_of_real_days.page(f"/record/debates/{LONGEST}/")
    begun = time.perf_counter()
    visitor_of_real_days.page(f"/record/debates/{LONGEST}/")
    assert time.perf_counter() - begun < 0.5


def test_words_of_parliament_carry_their_licence_and_the_day_they_were_read(
    visitor_of_real_days: Visitor,
) -> None:
    page = visitor_of_real_days.page(f"/record/debates/{LONGEST}/")
    assert "Contains Parliamentary information licensed under the Open Parliament Licence v3.0" in page
    assert "Read here on" in page


def test_words_that_were_taken_out_are_said_to_be(visitor_of_real_days: Visitor) -> None:
    answer = visitor_of_real_days.get("/record/contributions/uk.org.publicwhip/wrans/2009-10-26b.296062.q0/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "taken out by their publisher" in page
    assert "What stands next to it now" in page
