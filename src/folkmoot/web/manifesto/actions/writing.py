"""Write the manifesto. Each action is one transaction and one line in the journal."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from folkmoot.errors import FolkmootError, Refused
from folkmoot.manifesto.planks import Origin, Version
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.models import Plank, PlankOrigin, PlankVersion
from folkmoot.web.meetings.models import Statement

TEXTS = (
    "title", "words", "purpose", "route", "state", "why", "parameters", "variants", "place", "horizon",
    "lead", "supporters", "dispute", "decided_by", "decided_where", "decided_on",
)  # fmt: skip


class Clash(FolkmootError):
    """Somebody else made a new version meanwhile. `facts["newest"]` is theirs; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor writes down of a plank."""

    title: str
    words: str
    purpose: str = ""
    route: str = PlankVersion.Route.GOVERNMENT
    state: str = PlankVersion.State.DRAFT
    why: str = ""
    parameters: Sequence[tuple[str, str]] = ()
    variants: Sequence[tuple[str, str]] = ()
    place: str = ""
    horizon: str = ""
    lead: str = ""
    supporters: str = ""
    dispute: str = ""
    decided_by: str = ""
    decided_where: str = ""
    decided_on: dt.date | None = None


def draft_of(version: PlankVersion) -> Draft:
    """What a version says, to be changed and made a version again."""
    return Draft(**{name: getattr(version, name) for name in TEXTS})


@transaction.atomic
def draft_plank(
    who: User,
    draft: Draft,
    statements: Iterable[Statement],
    *,
    section: str = "",
    now: dt.datetime | None = None,
) -> Plank:
    """A new plank at the end of the manifesto, from the statements it draws on (none: it has no origin)."""
    last = Plank.objects.aggregate(last=Max("position"))["last"] or 0
    plank = Plank.objects.create(slug=_free_slug(draft.title), position=last + 1, section=section)
    chosen = list(statements)
    PlankOrigin.objects.bulk_create(PlankOrigin(plank=plank, statement=statement) for statement in chosen)
    version = _add_version(plank, 1, draft, who, now or timezone.now())
    _journal(who, "drafted", plank, version, statements=[_name(statement) for statement in chosen])
    return plank


@transaction.atomic
def new_version(
    who: User | None,
    plank: Plank,
    draft: Draft,
    *,
    based_on: int,
    section: str | None = None,
    now: dt.datetime | None = None,
) -> PlankVersion:
    """The next version of a plank, made by looking at version `based_on`; moved to `section` unless None.

    Raises Clash, and saves nothing, when somebody else made a newer one meanwhile.
    """
    newest = newest_of(plank, based_on=based_on)
    version = _add_version(plank, newest.number + 1, draft, who, now or timezone.now())
    moved = {} if section is None or section == plank.section else {"section": section}
    if moved:
        plank.section = section
        plank.save(update_fields=["section"])
    _journal(who, "changed", plank, version, **moved)
    return version


def newest_of(plank: Plank, *, based_on: int) -> PlankVersion:
    """The newest version of a plank, held until this transaction ends.

    Raises Clash when it is not version `based_on`.
    """
    newest = Plank.objects.select_for_update().get(pk=plank.pk).versions.order_by("number").last()
    if newest.number != based_on:
        raise Clash(
            f"Version {newest.number} was made while you wrote. Both texts stand below; put them together.",
            newest=newest,
        )
    return newest


@transaction.atomic
def withdraw_version(
    who: User, plank: Plank, *, number: int, why: str, now: dt.datetime | None = None
) -> PlankVersion:
    """The words before version `number` stand again, as a version of their own; the withdrawn one stays.

    Raises Clash when `number` is no longer the newest, Refused for the first version.
    """
    newest = newest_of(plank, based_on=number)
    gone = {newest.number, *plank.versions.exclude(withdraws=None).values_list("withdraws", flat=True)}
    before = plank.versions.filter(number__lt=number, withdraws=None).exclude(number__in=gone).last()
    if before is None:
        raise Refused(
            f"Version {number} of {plank.slug} has none before it to go back to; drop the plank instead."
        )
    draft = replace(draft_of(before), why=why)
    version = _add_version(plank, number + 1, draft, who, now or timezone.now(), withdraws=number)
    _journal(who, "withdrew", plank, version, withdraws=number)
    return version


@transaction.atomic
def split_plank(
    who: User, plank: Plank, kept: Draft, other: Draft, *, based_on: int, now: dt.datetime | None = None
) -> Plank:
    """A plank made two: its next version says `kept`, a new plank `other`. Both keep its statements.

    Raises Clash as `new_version` does. Returns the new plank.
    """
    at = now or timezone.now()
    new_version(who, plank, kept, based_on=based_on, now=at)
    statements = Statement.objects.filter(taken_up__plank=plank).select_related("moot")
    made = draft_plank(who, other, statements, section=plank.section, now=at)
    made.split_from = plank
    made.save(update_fields=["split_from"])
    return made


@transaction.atomic
def change_origins(who: User, plank: Plank, statements: Sequence[Statement], *, why: str = "") -> None:
    """The statements that a plank came from, named anew."""
    before = Statement.objects.filter(taken_up__plank=plank).select_related("moot").order_by("pk")
    was = [_name(statement) for statement in before]
    plank.origins.exclude(statement__in=statements).delete()
    for statement in statements:
        PlankOrigin.objects.get_or_create(plank=plank, statement=statement)
    content = {"statements": [_name(statement) for statement in statements], "before": was, "why": why}
    write_line(who=who, verb="traced", kind="plank", key=plank.slug, content=content)


@dataclass(frozen=True, slots=True)
class Kept:
    """What reading a version came to: "new", "same", or "differs" (then the house's own words stay)."""

    version: Version
    outcome: str
    unknown: tuple[Origin, ...]


@transaction.atomic
def read_planks(versions: Sequence[Version], *, who: User | None = None) -> list[Kept]:
    """Versions from a file, put into the house; what is there already is never overwritten.

    Statements that the house does not hold are left out and reported as `unknown`.
    """
    statements = _statements(versions)
    kept = [_keep(version, statements, who) for version in versions]
    new = [one.version for one in kept if one.outcome == "new"]
    if new:
        digest = hashlib.sha256(repr(new).encode()).hexdigest()
        content = {"planks": sorted({v.plank for v in new}), "versions": len(new), "sha256": digest}
        write_line(who=who, verb="read", kind="planks", key=digest[:16], content=content)
    return kept


def _statements(versions: Sequence[Version]) -> dict[Origin, Statement]:
    moots = {origin.moot for version in versions for origin in version.origins}
    found = Statement.objects.filter(moot__slug__in=moots).select_related("moot")
    return {Origin(statement.moot.slug, statement.number): statement for statement in found}


def _keep(version: Version, statements: dict[Origin, Statement], who: User | None) -> Kept:
    plank, _ = Plank.objects.get_or_create(
        slug=version.plank, defaults={"position": version.position, "section": version.section}
    )
    for origin in version.origins:
        if origin in statements:
            PlankOrigin.objects.get_or_create(plank=plank, statement=statements[origin])
    unknown = tuple(origin for origin in version.origins if origin not in statements)
    there = plank.versions.filter(number=version.number).first()
    if there is None:
        draft = Draft(**{name: getattr(version, name) for name in TEXTS})
        _add_version(plank, version.number, draft, who, version.made_at or timezone.now())
        return Kept(version, "new", unknown)
    same = all(_plain(getattr(there, name)) == _plain(getattr(version, name)) for name in TEXTS)
    return Kept(version, "same" if same else "differs", unknown)


def _add_version(
    plank: Plank,
    number: int,
    draft: Draft,
    who: User | None,
    now: dt.datetime,
    *,
    withdraws: int | None = None,
) -> PlankVersion:
    told = {name: getattr(draft, name) for name in TEXTS}
    told |= {name: [list(pair) for pair in told[name]] for name in ("parameters", "variants")}
    return PlankVersion.objects.create(
        plank=plank, number=number, made_at=now, made_by=who, withdraws=withdraws, **told
    )


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    match value:
        case dt.date():
            return value.isoformat()
        case list() | tuple():
            return [list(pair) for pair in value]
        case _:
            return value


def _journal(who: User | None, verb: str, plank: Plank, version: PlankVersion, **more: Any) -> None:
    content = {"version": version.number, **{name: _plain(getattr(version, name)) for name in TEXTS}, **more}
    write_line(who=who, verb=verb, kind="plank", key=plank.slug, content=content)


def _name(statement: Statement) -> str:
    return f"{statement.moot.slug}:{statement.number}"


def _free_slug(title: str) -> str:
    base = slugify(title)[:70].strip("-") or "plank"
    taken = set(Plank.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
