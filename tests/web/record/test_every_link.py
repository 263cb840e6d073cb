"""Every link of every page of the record leads somewhere, and every link to a place finds it."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
from django.urls import resolve

from tests.web.record.conftest import Visitor

# How many pages of one kind are visited: facets alone lead to searches without end.
OF_A_KIND = 40


def test_every_link_leads_somewhere(visitor: Visitor) -> None:
    waiting = ["/record/"]
    visited: Counter[str] = Counter()
    seen: dict[str, set[str]] = {}
    wanted: set[tuple[str, str]] = set()
    while waiting:
        address = waiting.pop()
        kind = resolve(urlsplit(address).path).url_name
        if address in seen or visited[kind] == OF_A_KIND:
            continue
        visited[kind] += 1
        answer = visitor.client.get(address, follow=True)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        seen[address] = set()
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = lxml.html.fromstring(answer.content.decode())
        seen[address] = set(page.xpath("//@id"))
        assert len(page.xpath("//h1")) == 1, f"{address} has not one heading"
        for link in page.xpath("//main//a/@href"):
            path, fragment = urldefrag(urljoin(address, link))
            if not path.startswith("/record/"):
                continue
            waiting.append(path)
            if fragment:
                wanted.add((path, fragment))
    assert len(seen) > 100
    assert visited["debate"] > 20
    assert [(path, place) for path, place in sorted(wanted) if path in seen and place not in seen[path]] == []
