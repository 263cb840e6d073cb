"""What the wall shows: one snapshot for everybody who looks, at most a second old."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from folkmoot.meetings.voting import Tally
from folkmoot.web.hall.models import Evening, Part, ReportLine
from folkmoot.web.hall.queries.voting import Turnout, turnout
from folkmoot.web.meetings import showing
from folkmoot.web.meetings.models import Moot, Statement, Table
from folkmoot.web.meetings.queries import tallies
from folkmoot.web.opinion import queries as opinion

PAGES = {
    "arrivals": _("Welcome"),
    "reports": _("What the tables say"),
    "statements": _("What we vote on"),
    "agree": _("Where we agree"),
    "divided": _("Where we differ"),
    "map": _("The map of opinion"),
}
SNAPSHOT_SECONDS = 0.8
ON_ONE_PAGE = 6


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stands on the wall now."""

    page: str
    moot: Moot
    evening: Evening
    turnout: Turnout
    statements: list[showing.Judged]
    speaking: Table | None
    report: list[ReportLine]
    has_map: bool


_snapshots: dict[tuple[str, str], tuple[float, Any]] = {}


def snapshot(slug: str, page: str = "") -> Snapshot | None:
    """The wall of a moot, or one of its pages by name; None where no evening is held."""
    now = time.monotonic()
    kept = _snapshots.get((slug, page))
    if kept and now - kept[0] < SNAPSHOT_SECONDS:
        return kept[1]
    made = _make(slug, page)
    _snapshots[slug, page] = (now, made)
    return made


def forget_snapshots() -> None:
    _snapshots.clear()


def _make(slug: str, page: str) -> Snapshot | None:
    evening = Evening.objects.select_related("moot", "speaking").filter(moot__slug=slug).first()
    if evening is None:
        return None
    page = page if page in PAGES else evening.on_the_wall
    speaking = evening.speaking
    released = ReportLine.objects.filter(table=speaking, released_at__isnull=False) if speaking else []
    result = opinion.result_of(evening.moot) if page == "map" else None
    return Snapshot(
        page=page,
        moot=evening.moot,
        evening=evening,
        turnout=turnout(evening),
        statements=_statements(evening.moot, page),
        speaking=speaking,
        report=sorted(released, key=lambda line: (ReportLine.Kind.values.index(line.kind), line.place)),
        has_map=bool(result and result.map_svg),
    )


def _statements(moot: Moot, page: str) -> list[showing.Judged]:
    if page not in ("statements", "agree", "divided"):
        return []
    floor = moot.statements.filter(moderation=Statement.Moderation.ACCEPTED, is_meta=False)
    if page == "statements":
        return [showing.Judged(statement, Tally()) for statement in floor]
    counts = tallies(floor)
    judged = [showing.Judged(item, counts.get(item.pk, Tally())) for item in floor]
    voted = [item for item in judged if item.tally.total]
    return showing.ordered(voted, "agreed" if page == "agree" else "divided")[:ON_ONE_PAGE]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Planned and actual minutes of one kind of part; actual counts what is over or on now."""

    label: str
    planned: int
    actual: int


def minutes(moot: Moot, now: Any) -> list[Minutes]:
    """Minutes at tables, from the stage, of guests listening, and the rest; kinds without a part left out."""
    parts = list(moot.parts.all())
    rows = []
    for kind, label in Part.Kind.choices:
        of_kind = [part for part in parts if part.kind == kind]
        spans = [(part.ended_at or now) - part.began_at for part in of_kind if part.began_at]
        actual = round(sum(span.total_seconds() for span in spans) / 60)
        if of_kind:
            rows.append(Minutes(str(label), sum(part.minutes for part in of_kind), actual))
    return rows
