"""An edition on paper: what its page shows, and the same as a PDF where WeasyPrint is installed."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from folkmoot.manifesto.editions import newest
from folkmoot.meetings.voting import FEWEST_SHOWN, Tally
from folkmoot.web.manifesto.models import Edition, PlankVersion
from folkmoot.web.manifesto.showing import paper_address, qr_svg
from folkmoot.web.opinion import printing

FEW = FEWEST_SHOWN // 2


def context(edition: Edition) -> dict[str, Any]:
    """An edition as its page shows it: planks under their sections, each with its statements."""
    document = json.loads(edition.document)
    said = {
        f"{moot['moot']}:{statement['number']}": _statement(moot, statement)
        for moot in document["moots"]
        for statement in moot["statements"]
    }
    shown = [_plank(plank, said) for plank in document["planks"]]
    standing = [plank for plank in shown if plank["version"]["state"] != PlankVersion.State.DROPPED]
    order = {plank["section"]: at for at, plank in reversed(list(enumerate(standing)))}
    standing.sort(key=lambda plank: order[plank["section"]])
    return {
        "edition": edition,
        "body_then": document["body"],
        "sections": [(name, list(group)) for name, group in groupby(standing, key=lambda p: p["section"])],
        "dropped": [plank for plank in shown if plank["version"]["state"] == PlankVersion.State.DROPPED],
        "standing": len(standing),
        "with_origin": sum(1 for plank in standing if plank["said"]),
    }


def _statement(moot: dict[str, Any], statement: dict[str, Any]) -> dict[str, Any]:
    votes = {kind: FEW if n is None else n for kind, n in statement["votes"].items()}
    return {"moot": moot, **statement, "tally": Tally(**votes)}


def _plank(plank: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    version = newest(plank)
    labels = {"state": PlankVersion.State, "route": PlankVersion.Route, "horizon": PlankVersion.Horizon}
    told = {f"{name}_label": dict(choices.choices).get(version[name], "") for name, choices in labels.items()}
    return {**plank, "version": {**version, **told}, "said": [said[name] for name in plank["statements"]]}


def pdf(request: HttpRequest, edition: Edition) -> bytes:
    """An edition as a PDF, made once for each host and kept in the home: it holds no words of notes."""
    host = "".join(c if c.isalnum() else "-" for c in request.get_host())
    kept = settings.FOLKMOOT_HOME / "paper" / f"edition-{edition.number}-{edition.digest[:16]}-{host}.pdf"
    if not kept.exists():
        made = _made_pdf(request, edition)
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(f".{edition.pk}.part")
        beside.write_bytes(made)
        beside.replace(kept)
    return bytes(kept.read_bytes())


def _made_pdf(request: HttpRequest, edition: Edition) -> bytes:
    shown = context(edition)
    planks = [plank for _, there in shown["sections"] for plank in there] + shown["dropped"]
    codes = {
        reverse("plank_qr", args=[name]): qr_svg(request.build_absolute_uri(paper_address(name))).decode()
        for name in (plank["plank"] for plank in planks)
    }
    html = render_to_string("manifesto/edition.html", {**shown, "for_paper": True}, request)
    return printing.drawn(html, maps=codes, base=request.build_absolute_uri("/"))
