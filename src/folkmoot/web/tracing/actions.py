"""Propose links and decide about them. Each action is one transaction and one line in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from folkmoot.errors import NotFound, Refused
from folkmoot.record.store import Store
from folkmoot.record.store.coming import unrevised
from folkmoot.tracing.kinds import suggest
from folkmoot.tracing.learning import Decided, Lessons, lessons
from folkmoot.tracing.matching import Proposal, match
from folkmoot.tracing.vocabulary import Vocabulary
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.tracing.models import Link
from folkmoot.web.tracing.vocabulary import vocabulary

PROPOSALS_A_PLANK = 12
STATES: dict[Link.State, Literal["confirmed", "rejected", "withdrawn"]] = {
    Link.State.CONFIRMED: "confirmed",
    Link.State.REJECTED: "rejected",
    Link.State.WITHDRAWN: "withdrawn",
}
DECIDED = {"confirm": Link.State.CONFIRMED, "reject": Link.State.REJECTED, "withdraw": Link.State.WITHDRAWN}
ALLOWED = {
    Link.State.PROPOSED: ("confirm", "reject"),
    Link.State.CONFIRMED: ("withdraw",),
    Link.State.REJECTED: ("confirm",),
    Link.State.WITHDRAWN: ("confirm",),
}


def propose(who: User | None, plank: Plank, record: Store, *, now: dt.datetime | None = None) -> list[Link]:
    """Passages of the record proposed for a plank, from its statements and its own words.

    What was decided about its passages teaches the search. Proposing again renews what nobody has
    decided about and leaves every decision as it stands.
    Returns the proposals that now wait for somebody.
    """
    proposals = _best_of(plank, record)
    return _keep(who, plank, proposals, now or timezone.now())


def asked(plank: Plank) -> tuple[str, list[str]]:
    """The title of a plank, and the texts that passages are looked for: its words, its statements."""
    version = plank.versions.order_by("number").last()
    if version is None:
        raise NotFound(f"The plank {plank.slug} has no words yet; write a version of it first.")
    about = plank.statements.exclude(is_meta=True).order_by("moot", "number")
    return version.title, [
        f"{version.words} {version.purpose}".strip(),
        *about.values_list("words", flat=True),
    ]


def taught(plank: Plank, texts: Sequence[str], record: Store, known: Vocabulary) -> Lessons:
    """What the decisions about a plank's passages teach the next search."""
    links = list(plank.links.exclude(state=Link.State.PROPOSED).order_by("pk"))
    debates = {
        one.id: one.debate_id for one in record.contributions([_contribution(k.passage) for k in links])
    }
    return lessons(texts, [_decided(link, debates) for link in links], known)


def _decided(link: Link, debates: Mapping[str, str]) -> Decided:
    gid = _contribution(link.passage)
    when = date_format(timezone.localtime(link.decided_at), "j F Y") if link.decided_at else ""
    state = STATES[Link.State(link.state)]
    return Decided(gid, debates.get(gid, ""), link.quote, state, when)


def _best_of(plank: Plank, record: Store) -> list[Proposal]:
    """The best proposal for each contribution, over the plank's words and its statements."""
    title, texts = asked(plank)
    known = vocabulary(record)
    lessons = taught(plank, texts, record, known)
    found = match(
        texts, record, vocabulary=known, title=title,
        lessons=dict.fromkeys(range(len(texts)), lessons), limit=PROPOSALS_A_PLANK,
    )  # fmt: skip
    return best_of(proposal for one in found for proposal in one.passages)


def best_of(proposals: Iterable[Proposal], most: int = PROPOSALS_A_PLANK) -> list[Proposal]:
    """The best proposal for each contribution, best first, and no more than so many."""
    best: dict[str, Proposal] = {}
    for proposal in proposals:
        if proposal.contribution not in best or best[proposal.contribution].score < proposal.score:
            best[proposal.contribution] = proposal
    return sorted(best.values(), key=lambda p: (-p.score, p.id))[:most]


@transaction.atomic
def _keep(who: User | None, plank: Plank, proposals: Sequence[Proposal], now: dt.datetime) -> list[Link]:
    known = {_contribution(link.passage) for link in plank.links.exclude(state=Link.State.PROPOSED)}
    wanted = {proposal.id: proposal for proposal in proposals if proposal.contribution not in known}
    waiting = {link.passage: link for link in plank.links.filter(state=Link.State.PROPOSED)}
    gone = [link.pk for passage, link in waiting.items() if passage not in wanted]
    Link.objects.filter(pk__in=gone).delete()
    new = [_link(plank, proposal, now) for passage, proposal in wanted.items() if passage not in waiting]
    Link.objects.bulk_create(new)
    _renew(
        waiting[passage]
        for passage in wanted.keys() & waiting.keys()
        if _renewed(waiting[passage], wanted[passage])
    )
    if new or gone:
        content = {"passages": sorted(wanted), "gone": len(gone)}
        write_line(who=who, verb="proposed", kind="links", key=plank.slug, content=content)
    return list(plank.links.filter(state=Link.State.PROPOSED))


@transaction.atomic
def add(plank: Plank, proposals: Sequence[Proposal], sitting: str, now: dt.datetime) -> list[Link]:
    """Proposals that a new sitting brings to a plank, beside those that wait; known ones are left."""
    known = {unrevised(_contribution(passage)) for passage in plank.links.values_list("passage", flat=True)}
    new = [_link(plank, p, now, sitting) for p in proposals if unrevised(p.contribution) not in known]
    Link.objects.bulk_create(new)
    if new:
        content = {"passages": [link.passage for link in new], "sitting": sitting}
        write_line(who=None, verb="proposed", kind="links", key=plank.slug, content=content)
    return new


def _link(plank: Plank, proposal: Proposal, now: dt.datetime, sitting: str = "") -> Link:
    link = Link(plank=plank, passage=proposal.id, proposed_at=now, sitting=sitting)
    _renewed(link, proposal)
    return link


def _renewed(link: Link, proposal: Proposal) -> bool:
    """Put a proposal's findings on a link; whether anything was new."""
    found = {
        "quote": proposal.quote,
        "kind": proposal.kind,
        "score": proposal.score,
        "words": list(proposal.words),
        "reason": proposal.reason,
    }
    changed = any(getattr(link, name) != value for name, value in found.items())
    for name, value in found.items():
        setattr(link, name, value)
    return changed


def _renew(links: Iterable[Link]) -> None:
    Link.objects.bulk_update(list(links), ["quote", "kind", "score", "words", "reason"])


@transaction.atomic
def decide(
    who: User | None, link: Link, decision: str, *, kind: str = "", now: dt.datetime | None = None
) -> Link:
    """Confirm, reject or withdraw a link, and say what the passage does.

    Raises Refused where the link's state does not allow it, such as withdrawing what was never confirmed.
    """
    link = Link.objects.select_for_update().select_related("plank").get(pk=link.pk)
    if decision not in ALLOWED[Link.State(link.state)]:
        raise Refused(
            f"This link is {link.get_state_display().lower()}; somebody may have been quicker. Look again."
        )
    if kind and kind not in Link.Kind.values:
        raise Refused(
            f"A passage cannot be said to be {kind!r}; choose one of {', '.join(Link.Kind.values)}."
        )
    link.state = DECIDED[decision]
    link.kind = kind or link.kind
    link.decided_at, link.decided_by = now or timezone.now(), who
    link.save(update_fields=["state", "kind", "decided_at", "decided_by"])
    _journal(who, str(link.state), link)
    return link


@transaction.atomic
def tie(
    who: User | None,
    plank: Plank,
    passage: str,
    record: Store,
    *,
    kind: str,
    state: str = Link.State.CONFIRMED,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Link:
    """Tie a passage to a plank by hand; naming it is confirming it.

    Raises NotFound where the record does not hold the passage.
    """
    gid, _, pid = passage.partition("#")
    contribution = record.contribution(gid)
    words = next((p.text for p in contribution.paragraphs if p.pid == pid), contribution.paragraphs[0].text)
    moment = now or timezone.now()
    others = plank.links.filter(passage__startswith=contribution.id)
    link = next((one for one in others if _contribution(one.passage) == contribution.id), None)
    link = link or Link(plank=plank, proposed_at=moment)
    link.passage = f"{contribution.id}#{pid}" if pid else contribution.id
    link.quote, link.kind, link.state = words, kind or suggest(contribution, words).kind, state
    link.reason, link.decided_at, link.decided_by = reason, moment, who
    link.save()
    _journal(who, str(state), link)
    return link


def _journal(who: User | None, verb: str, link: Link) -> None:
    content = {"plank": link.plank.slug, "passage": link.passage, "kind": link.kind, "quote": link.quote}
    write_line(
        who=who, verb=verb, kind="link", key=f"{link.plank.slug} {link.passage}"[:200], content=content
    )


def _contribution(passage: str) -> str:
    return passage.partition("#")[0]
