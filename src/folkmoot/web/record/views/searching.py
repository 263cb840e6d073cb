"""Search of the record: as a page, as a table, as data, as a feed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot import search as language
from folkmoot.errors import BadQuery
from folkmoot.record import citing
from folkmoot.record.debates import Contribution
from folkmoot.record.store import Found, Hit, Store
from folkmoot.text import harmless
from folkmoot.web.record import showing, sittings, words
from folkmoot.web.record.queries import searching
from folkmoot.web.record.views.common import about_words, page, pages, show, span_in_words
from folkmoot.web.record.views.feeds import FEED_SIZE, feed, printable

SIZE = 20
MOST_DOWNLOADED = 1_000
FACETS = 6
Order = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True)
class Line:
    """One hit as the page shows it."""

    contribution: Contribution
    url: str
    venue: str
    person_url: str
    standing: str
    snippet: SafeString
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one debate."""

    title: str
    url: str
    venue: str
    date: dt.date
    lines: list[Line]


def _order(request: HttpRequest) -> Order:
    return "newest" if request.GET.get("order") == "newest" else "relevance"


@page
def search(request: HttpRequest, store: Store) -> HttpResponse:
    """Results, or the form alone; the fields of the longer form become a query of the language."""
    asked = {name: value[:500] for name, value in request.GET.items()}
    query = searching.composed(asked)
    if any(asked.get(name) for name in (*searching.FIELDS, "words", "phrase", "any", "without")):
        kept = {name: asked[name] for name in ("order", "group") if name in asked}
        return redirect(f"{reverse('record_search')}?{urlencode({'q': query, **kept})}")
    beside = {
        "query": query,
        "order": _order(request),
        "group": asked.get("group") == "debate",
        **_form(store),
    }
    if not query:
        return show(request, "record/search.html", gid=_any_id(store), **beside)
    try:
        return _results(request, store, query, beside)
    except BadQuery as error:
        at = int(error.facts.get("at", 0))
        wrong = {"before": query[:at], "at": query[at : at + 1], "after": query[at + 1 :]}
        told = {"error": error, "sentence": error.message.partition(". A search")[0] + ".", "wrong": wrong}
        return show(request, "record/search.html", gid=_any_id(store), status=400, **told, **beside)


def _results(request: HttpRequest, store: Store, query: str, beside: dict[str, Any]) -> HttpResponse:
    tree = language.read(query)
    probe = pages(request, total=10**9, size=SIZE)
    found = store.search(tree, limit=SIZE, offset=probe.offset, order=beside["order"])
    stretch = pages(request, total=found.total, size=SIZE)
    if found.total and not found.hits:
        found = store.search(tree, limit=SIZE, offset=stretch.offset, order=beside["order"])
    reader = showing.Reader(store.roll())
    lines = [_line(hit, reader) for hit in found.hits]
    return show(
        request,
        "record/search.html",
        gid=lines[0].contribution.id if lines else _any_id(store),
        found=found,
        lines=lines,
        groups=_grouped(lines) if beside["group"] else None,
        pages=stretch,
        facets=_facets(store, tree, beside["order"]) if found.total else None,
        related=searching.related(store, tree, found.total) if found.total else None,
        suggestions=searching.suggestions(store, tree) if not found.total else None,
        asked=urlencode({"q": query, "order": beside["order"]}),
        **beside,
    )


def _facets(store: Store, tree: language.Node, order: Order) -> list[tuple[str, SafeString, SafeString, int]]:
    """Each kind with its label, the first few values, the rest, and how many those are."""
    labels = {
        "year": _("Year"),
        "chamber": _("Chamber"),
        "party": _("Party that day"),
        "department": _("Department"),
    }
    found = searching.facets(store, tree)
    return [
        (labels[kind], _items(values[:FACETS], order), _items(values[FACETS:], order), len(values[FACETS:]))
        for kind, values in found
    ]


def _items(values: list[searching.Facet], order: Order) -> SafeString:
    """The values as items of a list. There may be hundreds, so no template is asked for each."""
    return format_html_join(
        "",
        '<li><a href="?{}">{}</a> <span class="count">{}</span></li>',
        (
            (urlencode({"q": value.query, "order": order}), value.label, intcomma(value.number))
            for value in values
        ),
    )


def _any_id(store: Store) -> str:
    found = store.sittings(limit=1)
    return found[0].id if found else ""


def _form(store: Store) -> dict[str, Any]:
    searched = store.searched()
    return {
        "span": span_in_words(searched),
        "chambers": searched.chambers,
        "departments": store.department_names(),
    }


def _line(hit: Hit, reader: showing.Reader) -> Line:
    contribution, snippet = hit.contribution, hit.snippet
    standing = reader.standing(contribution)
    paragraph = contribution.paragraphs[snippet.paragraph] if contribution.paragraphs else None
    fragment = words.anchor(contribution.id, snippet.paragraph, paragraph) if paragraph else contribution.id
    return Line(
        contribution,
        f"{reverse('debate', args=[contribution.debate_id])}#{fragment}",
        sittings.venue(sittings.kind_of(contribution.sitting_id), contribution.chamber),
        reader.person_address(contribution.person_id, contribution.member_id),
        ", ".join(filter(None, [contribution.party, standing.seat if standing else "", contribution.office])),
        words.highlighted(snippet.text, snippet.matches),
        snippet.cut_before,
        snippet.cut_after,
    )


def _grouped(lines: list[Line]) -> list[Group]:
    """The hits of a page by debate, in the order of each debate's first."""
    groups: dict[str, Group] = {}
    for line in lines:
        c = line.contribution
        made = Group(c.debate_title, reverse("debate", args=[c.debate_id]), line.venue, c.date, [])
        groups.setdefault(c.debate_id, made).lines.append(line)
    return list(groups.values())


@page
def how(request: HttpRequest, store: Store) -> HttpResponse:
    """The language of searches on one page."""
    return show(request, "record/search_how.html", gid=_any_id(store), rows=_language(), **_form(store))


def _language() -> list[tuple[str, str]]:
    return [
        ("housing repairs", _("both words, anywhere in one contribution")),
        ('"social housing"', _("the words in this order")),
        ("rent OR tenancy", _("either")),
        ("housing -benefit", _("the first without the second")),
        ("(rent OR tenancy) arrears", _("brackets group")),
        ("hous*", _("every word that begins so")),
        ("police NEAR/5 community", _("at most five words between them, in any order")),
        ("speaker:hillier", _("what somebody said: by name, or by the address of a person")),
        ("speaker:hill*", _("by the beginning of a name; without * only where nobody here has that name")),
        ("party:labour housing", _("said by a Member who sat for that party that day")),
        ('department:"home office"', _("in debates under a department")),
        ("chamber:lords", _("in one chamber")),
        ("kind:question", _("speeches, questions or replies; also debate, written, statement, committee")),
        (
            'mentions:"alan johnson"',
            _("where words mean somebody: their name, seat, office or “my right hon. Friend”; not “he”"),
        ),
        ("in:tasers", _("under headings with these words")),
        ("housing from:2009-10-26 to:2016", _("between days, months or years, both included")),
        ("date:2009-10", _("in one month; a day or a year works as well")),
    ]


def _asked(request: HttpRequest, store: Store, limit: int, order: Order) -> Found:
    return store.search(request.GET.get("q", "")[:2_000], limit=limit, order=order)


def _rows(request: HttpRequest, found: Found) -> Iterator[dict[str, object]]:
    site = request.build_absolute_uri("/")[:-1]
    for hit in found.hits:
        c = hit.contribution
        yield {
            "id": c.id,
            "date": c.date.isoformat(),
            "chamber": c.chamber,
            "debate": c.debate_title,
            "kind": c.kind,
            "speaker": c.speaker_name,
            "person": c.person_id,
            "party": c.party,
            "office": c.office,
            "column": c.column,
            "quote": hit.snippet.quote,
            "address": site + reverse("contribution", args=[c.id]),
            "official": citing.official(c.id, c.date, c.url),
        }


def _told(error: BadQuery) -> JsonResponse:
    return JsonResponse({"error": {"message": error.message, **error.facts}}, status=400)


@page
def as_json(request: HttpRequest, store: Store) -> HttpResponse:
    """The first thousand results as one object."""
    try:
        found = _asked(request, store, MOST_DOWNLOADED, _order(request))
    except BadQuery as error:
        return _told(error)
    searched = found.searched
    return JsonResponse(
        {
            "query": request.GET.get("q", ""),
            "total": found.total,
            "searched": {"first": searched.first, "last": searched.last, "chambers": searched.chambers},
            **about_words(found.hits[0].contribution.id if found.hits else _any_id(store)),
            "results": list(_rows(request, found)),
        },
        json_dumps_params={"ensure_ascii": False},
    )


@page
def as_csv(request: HttpRequest, store: Store) -> HttpResponse:
    """The first thousand results as a table; its last columns say notice, source and day read."""
    try:
        found = _asked(request, store, MOST_DOWNLOADED, _order(request))
    except BadQuery as error:
        return _told(error)
    text = io.StringIO()
    names = [
        "id",
        "date",
        "chamber",
        "debate",
        "kind",
        "speaker",
        "person",
        "party",
        "office",
        "column",
        "quote",
    ]
    writer = csv.DictWriter(text, [*names, "address", "official", "notice", "source", "read_on"])
    writer.writeheader()
    for row in _rows(request, found):
        row |= about_words(str(row["id"]))
        writer.writerow({name: harmless(str(value)) for name, value in row.items()})
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="record-search.csv"'
    return response


@page
def as_feed(request: HttpRequest, store: Store) -> HttpResponse:
    """The newest results as an Atom feed."""
    query = printable(request.GET.get("q", ""))
    try:
        found = _asked(request, store, FEED_SIZE, "newest")
    except BadQuery as error:
        return _told(error)
    here = f"{reverse('record_search')}?{urlencode({'q': query, 'order': 'newest'})}"
    title = _("The record: %(query)s") % {"query": query}
    return feed(request, store, title, here, found.hits)
