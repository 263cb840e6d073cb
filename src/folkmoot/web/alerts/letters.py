"""What stands in a mail. Words are looked up when it is written, so a correction is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot import search
from folkmoot.record import citing, following
from folkmoot.record.debates import Contribution
from folkmoot.record.following import Followed
from folkmoot.record.store import Store
from folkmoot.record.store.searching import Finder
from folkmoot.web.alerts import matters, queries
from folkmoot.web.alerts.declarations import FOLLOW
from folkmoot.web.alerts.models import Following, Item, Mail, Question
from folkmoot.web.alerts.parts import Part
from folkmoot.web.consent.gate import Letter
from folkmoot.web.record import notices, showing, sittings
from folkmoot.web.record.views.common import british

MOST_QUOTED = 3
"""So many contributions of one debate are quoted; the rest are counted."""

MOST_DEBATES = 30
"""So many debates of one question are named in one mail; the rest are counted, and a link leads to all."""

_OFTEN = {
    Mail.Kind.INSTANT: lambda: _("at once"),
    Mail.Kind.DAILY: lambda: _("once a day"),
    Mail.Kind.WEEKLY: lambda: _("once a week"),
}


def written(mail: Mail, store: Store | None) -> Letter | None:
    """A mail as a letter; None where there is nothing left to say."""
    if mail.kind == Mail.Kind.CONFIRM:
        return _asks(mail)
    if mail.kind == Mail.Kind.LINK:
        return _link(mail)
    return _brings(mail, store)


def site(name: str, *args: object) -> str:
    """An address of ours as a mail can hold it: whole."""
    return settings.SITE_ADDRESS + reverse(name, args=args)


# Letters about following


def _asks(mail: Mail) -> Letter | None:
    following = mail.following
    if following is None or following.confirmed_at:
        return None
    what = queries.label(following.question.followed)
    words = [
        _("Somebody, you we hope, asked that this address follow:"),
        f"    {what}",
        _("If it was you, say yes here:"),
        site("follow_confirm", following.key),
        _("If it was not you, do nothing: nothing is sent, and the address is deleted within a week."),
    ]
    why = _("You get this because your address was typed into a form on %(site)s.") % {
        "site": settings.SITE_ADDRESS
    }
    never = _("Never to be written to from there again: %(address)s") % {
        "address": site("follow_never", following.key)
    }
    return _letter(mail, _("Do you want to follow %(what)s?") % {"what": what}, words, why, (never,))


def _link(mail: Mail) -> Letter | None:
    if not queries.followings_of(mail.subscriber).exists():
        return None
    words = [
        _("Everything this address follows stands on one page, to change or to stop:"),
        _page_of(mail),
        _("Whoever has that address can see and change it; keep it to yourself."),
    ]
    why = _("You get this because somebody, you we hope, asked for it on %(site)s.") % {
        "site": settings.SITE_ADDRESS
    }
    return _letter(mail, _("What you follow"), words, why)


def _letter(
    mail: Mail, subject: str, words: Iterable[str], why: str, beside: Sequence[str] = (), stop: str = ""
) -> Letter:
    return Letter(
        key=str(mail.key),
        to=mail.subscriber.address,
        purpose=FOLLOW.key,
        subject=subject,
        words="\n\n".join(words),
        why=why,
        stop=stop,
        beside=tuple(beside),
    )


def _stop(mail: Mail) -> str:
    """The address that ends it, for as long as there is something to end: it must outlive the mail."""
    if mail.following is not None:
        return site("follow_stop", mail.following.key)
    return site("follow_stop_letters", mail.subscriber.key, mail.kind)


def _page_of(mail: Mail) -> str:
    return site("follow_mine", mail.subscriber.key)


# Letters that bring something


def _brings(mail: Mail, store: Store | None) -> Letter | None:
    """What was found, by what is followed and by debate or matter; None where nothing of it is left."""
    parts = [(q, part) for q, items in queries.sections(mail) if (part := _part(store, q, items))]
    if not parts:
        return None
    several = len(parts) > 1 or mail.kind != Mail.Kind.INSTANT
    words = [one for question, part in parts for one in _section(question, part, several)]
    words.append(_("What you follow, to change or to stop: %(address)s") % {"address": _page_of(mail)})
    return _letter(
        mail,
        _subject(parts),
        words,
        _why(mail, [question for question, _part in parts]),
        list(dict.fromkeys(line for _question, part in parts for line in part.notices)),
        stop=_stop(mail),
    )


def _part(store: Store | None, question: Question, items: Sequence[Item]) -> Part | None:
    """What a mail brings for one question; None where nothing of it is left."""
    if queries.is_ours(question):
        return matters.part(question.followed, items, store)
    spoken = store.contributions(item.passage for item in items) if store else ()
    if store is None or not spoken:
        return None
    return Part(
        words=tuple(_debates(store, question, spoken)),
        titles=tuple(dict.fromkeys(c.debate_title for c in spoken)),
        day=max(c.date for c in spoken),
        notices=tuple(notices.beside(spoken[0].id)),
    )


def _section(question: Question, part: Part, headed: bool) -> Iterable[str]:
    if headed:
        title = queries.label(question.followed)
        yield f"{title[:1].upper()}{title[1:]}\n{'=' * min(len(title), 60)}"
    yield from part.words


def _subject(parts: Sequence[tuple[Question, Part]]) -> str:
    """The heading where there is one; else how much of what."""
    titles = list(dict.fromkeys(title for _question, part in parts for title in part.titles))
    days = [part.day for _question, part in parts if part.day]
    day = f", {british(max(days))}" if days else ""
    what = queries.label(parts[0][0].followed)
    if len(parts) > 1:
        what = ngettext("%(n)d thing you follow", "%(n)d things you follow", len(parts)) % {"n": len(parts)}
    if len(titles) == 1:
        return f"{titles[0]}{day}: {what}"
    return _how_many(len(titles), ours=all(part.ours for _question, part in parts)) + f"{day}: {what}"


def _how_many(n: int, *, ours: bool) -> str:
    if ours:
        return ngettext("%(n)d matter", "%(n)d matters", n) % {"n": n}
    return ngettext("%(n)d debate", "%(n)d debates", n) % {"n": n}


def _why(mail: Mail, questions: Sequence[Question]) -> str:
    """Why this came, and what one click ends."""
    if mail.following is not None:
        return _("You get this because this address follows %(what)s, %(often)s; it said yes on %(day)s.") % {
            "what": queries.label(questions[0].followed),
            "often": _OFTEN[Mail.Kind(mail.kind)](),
            "day": _said_yes(mail.following),
        }
    return _(
        "You get this because this address asked to hear %(often)s of what it follows. "
        "Stopping ends everything that comes so often."
    ) % {"often": _OFTEN[Mail.Kind(mail.kind)]()}


def _said_yes(following: Following) -> str:
    return british(following.confirmed_at.date()) if following.confirmed_at else ""


def _debates(store: Store, question: Question, spoken: Sequence[Contribution]) -> Iterable[str]:
    followed = question.followed
    debates: dict[str, list[Contribution]] = {}
    for contribution in spoken:
        debates.setdefault(contribution.debate_id, []).append(contribution)
    reader = showing.Reader(store.roll())
    finder = Finder(_words_of(store, followed))
    for contributions in list(debates.values())[:MOST_DEBATES]:
        yield from _debate(contributions, finder, reader)
    if len(debates) > MOST_DEBATES:
        more = len(debates) - MOST_DEBATES
        yield ngettext("And %(n)d debate more: %(address)s", "And %(n)d debates more: %(address)s", more) % {
            "n": more,
            "address": settings.SITE_ADDRESS + where(followed),
        }


def _words_of(store: Store, followed: Followed) -> search.Node:
    """What to quote around: the words that were searched, or the beginning of what was said."""
    return (followed.kind == "search" and following.asked(store, followed)) or search.Field("kind", "speech")


def _debate(contributions: Sequence[Contribution], finder: Finder, reader: showing.Reader) -> Iterable[str]:
    first = contributions[0]
    venue = sittings.venue(sittings.kind_of(first.sitting_id), first.chamber)
    there = citing.official(first.id, first.date, first.url)
    official = [_("Official report: %(address)s") % {"address": there}] if there else []
    head = [first.debate_title, f"{venue}, {british(first.date)}", site("debate", first.debate_id)]
    yield "\n".join([*head, *official])
    for contribution in contributions[:MOST_QUOTED]:
        standing = citing.described(contribution, reader.standing(contribution)) or _("No name given")
        quote = " ".join(finder.snippet(contribution).quote.split())
        yield f"  {standing}:\n  “{quote}”\n  {site('contribution', contribution.id)}"
    if len(contributions) > MOST_QUOTED:
        more = len(contributions) - MOST_QUOTED
        yield "  " + ngettext("%(n)d more contribution there.", "%(n)d more contributions there.", more) % {
            "n": more
        }


def where(followed: Followed) -> str:
    """The page that shows what is followed."""
    if followed.kind in queries.OURS:
        return matters.where(followed)
    match followed.kind:
        case "search":
            return f"{reverse('record_search')}?{_query(followed.asks)}"
        case "person" | "department" | "debate":
            return reverse(followed.kind, args=[followed.asks])
        case "question":
            return reverse("debate", args=[followed.asks])


def feed(followed: Followed) -> str:
    """The same as an Atom feed."""
    if followed.kind in queries.OURS:
        return matters.feed(followed)
    match followed.kind:
        case "search":
            return f"{reverse('record_search_feed')}?{_query(followed.asks)}"
        case "person" | "department":
            return reverse(f"{followed.kind}_feed", args=[followed.asks])
        case "debate" | "question":
            return reverse("debate_feed", args=[followed.asks])


def _query(words: str) -> str:
    return urlencode({"q": words, "order": "newest"})
