"""The example town and its House, put into a home, with some ties left to decide."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from folkmoot.errors import NotFound, Unreadable
from folkmoot.meetings.reading import read_path as read_moots
from folkmoot.record import deriving
from folkmoot.record import reading as record_reading
from folkmoot.record.store import Store
from folkmoot.web.accounts.actions import add_account
from folkmoot.web.accounts.models import User
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.manifesto.reading import read_path as read_planks
from folkmoot.web.meetings.actions import read_moot, release_notes
from folkmoot.web.meetings.models import Moot, Note
from folkmoot.web.opinion.actions import compute
from folkmoot.web.tracing.actions import propose, tie
from folkmoot.web.tracing.models import Link

STEWARD = "steward@kettleford.example"
STEWARD_NAME = "The example’s steward"


@dataclass(frozen=True, slots=True)
class Example:
    """What the example came to, and where it is."""

    home: Path
    sittings: int
    moots: int
    notes: int
    planks: int
    confirmed: int
    proposed: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of links.csv."""

    plank: str
    passage: str
    kind: str
    state: str
    reason: str


def read_example(folder: Path) -> Example:
    """Read `folder`/parliament and `folder`/town into this home. Reading again changes nothing.

    The record is read first, so that ties find their passages. Everything is done in the name of
    the example's own steward, an account without a password: nobody can sign in with it before
    one is set. Raises NotFound where the folder holds no example.
    """
    parliament, town = folder / "parliament", folder / "town"
    if not (parliament.is_dir() and town.is_dir()):
        raise NotFound(
            f"{folder} holds no example: it needs the folders parliament and town.", folder=str(folder)
        )
    report = record_reading.read([parliament], settings.RECORD_FOLDER)
    deriving.derive(settings.RECORD_FOLDER)
    steward = _steward()
    moots = _read_moots(town, steward)
    read_planks(town, who=steward)
    with Store.open(settings.RECORD_FOLDER) as record:
        _decide(_decisions(town / "links.csv"), record, steward)
        for plank in Plank.objects.all():
            propose(steward, plank, record)
    states = [link.state for link in Link.objects.all()]
    return Example(
        home=settings.FOLKMOOT_HOME,
        sittings=report.sittings,
        moots=moots,
        notes=Note.objects.count(),
        planks=Plank.objects.count(),
        confirmed=states.count(Link.State.CONFIRMED),
        proposed=states.count(Link.State.PROPOSED),
    )


def _steward() -> User:
    known = User.objects.filter(email=STEWARD).first()
    return known or add_account(who=None, email=STEWARD, name=STEWARD_NAME, role="steward")


def _read_moots(town: Path, steward: User) -> int:
    folders = sorted(path for path in town.iterdir() if path.is_dir())
    readings = [reading for path in folders for reading in read_moots(path).readings]
    for reading in readings:
        moot = read_moot(reading.moot, steward).moot
        release_notes(steward, moot.notes.filter(released_at=None))
        if not moot.results.exists():
            compute(moot)
    return Moot.objects.count()


def _decisions(path: Path) -> Iterator[Decision]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            try:
                yield Decision(**{name: row[name].strip() for name in Decision.__slots__})
            except (KeyError, AttributeError) as error:
                raise Unreadable(f"{path}: every row needs {', '.join(Decision.__slots__)}.") from error


def _decide(decisions: Iterator[Decision], record: Store, steward: User) -> None:
    """Ties as somebody decided them; those already decided here stay as they are."""
    for decision in decisions:
        plank = Plank.objects.get(slug=decision.plank)
        gid = decision.passage.partition("#")[0]
        known = plank.links.filter(passage__startswith=gid).exclude(state=Link.State.PROPOSED)
        if not any(link.passage.partition("#")[0] == gid for link in known):
            tie(
                steward, plank, decision.passage, record,
                kind=decision.kind, state=decision.state, reason=decision.reason,
            )  # fmt: skip
