"""Somebody who is erased leaves the results too."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from folkmoot.errors import NotFound
from folkmoot.web.consent.actions import erase
from folkmoot.web.meetings.models import Moot
from folkmoot.web.opinion import actions, queries
from folkmoot.web.working import work
from tests.web.opinion.test_results import moot_of, two_sides


def newest_voter(moot: Moot) -> str:
    return str(moot.participants.order_by("-number").first().key)


@pytest.mark.django_db(transaction=True)
def test_erasing_a_participant_takes_their_votes_out_of_the_result() -> None:
    moot = moot_of(two_sides())
    before = actions.compute(moot)
    assert before is not None and before.value["participants"] == 21
    erase(kind="participant", key=newest_voter(moot), who=None, reason="They asked.")
    assert queries.result_of(moot) is None, "nothing that counted them is shown meanwhile"
    assert DBTaskResult.objects.count() == 1
    work(once=True)
    after = queries.result_of(moot)
    assert after is not None and after.value["participants"] == 20


@pytest.mark.django_db
def test_a_count_that_began_before_the_erasure_gives_way_to_the_next() -> None:
    moot = moot_of(two_sides())
    actions.compute(moot)
    stale = queries.result_of(moot)
    erase(kind="participant", key=newest_voter(moot), who=None, reason="They asked.")
    stale.pk = None
    stale.save()
    actions.compute(moot)
    assert queries.result_of(moot).value["participants"] == 20


@pytest.mark.django_db
def test_a_participant_nobody_knows_disturbs_no_result() -> None:
    moot = moot_of(two_sides())
    actions.compute(moot)
    with pytest.raises(NotFound):
        erase(kind="participant", key="8f14e45f-ceea-467f-a8e6-000000000000", who=None, reason="They asked.")
    assert queries.result_of(moot) is not None
