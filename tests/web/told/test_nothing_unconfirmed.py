"""No tie counts before a person confirms it: what a program proposes changes nothing that the public sees.

Every address of the house is asked before and after, those of the table of addresses and all that can be
clicked to; then one tie is confirmed, which must show.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
import pytest
from django.core.cache import cache
from django.test import Client

from folkmoot.record.store import Store
from folkmoot.web.manifesto.actions import publish
from folkmoot.web.manifesto.models import Plank
from folkmoot.web.meetings.models import Note, StatementOrigin
from folkmoot.web.tracing.actions import decide, propose
from folkmoot.web.tracing.models import Link
from tests.web.test_every_address import addresses, somewhere

__all__ = ["somewhere"]

A_FEW = 3
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
NOW = re.compile(rb"<updated>[^<]+</updated>")


@pytest.fixture
def matter(somewhere: None, record: Store) -> Plank:
    """The plank of the table of addresses, in words of which the record speaks, published, without a tie."""
    Link.objects.all().delete()
    plank = Plank.objects.get(slug="somewhere")
    plank.versions.update(
        title="Open the empty shops",
        words="Once a shop has been empty for six months, the council may let it at a low rent.",
    )
    statement = plank.statements.get()
    note = Note.objects.get(moot__slug="somewhere")
    Note.objects.update(words="Shops stand empty for years.", released_at="2026-05-12T19:00:00Z")
    StatementOrigin.objects.create(statement=statement, note=note)
    publish(None)
    return plank


def public(client: Client) -> dict[str, bytes]:
    """What anybody is shown at every address, but for what is another word each time."""
    cache.clear()
    known = [address for _name, address in addresses()]
    shown: dict[str, bytes] = {}
    chosen: dict[str, int] = defaultdict(int)
    waiting = [*known, "/told/edition/1/", "/told/plank/somewhere/"]
    while waiting:
        address = waiting.pop(0)
        if address in shown or (address not in known and chosen[_kind(address)] >= A_FEW):
            continue
        chosen[_kind(address)] += 1
        answer = client.get(address)
        words = b"".join(answer.streaming_content) if answer.streaming else answer.content
        shown[address] = _steady(words) + str(answer.status_code).encode()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            waiting += _links(words)
    return shown


def _kind(address: str) -> str:
    parts = urlsplit(address).path.strip("/").split("/")
    return "/".join(part if re.fullmatch(r"[a-z_.]+", part) else "id" for part in parts)


def _steady(words: bytes) -> bytes:
    if words.startswith(b"PK"):
        return _unpacked(words)
    words = TOKEN.sub(b"", words)
    return words if b"<entry>" in words else NOW.sub(b"", words)


def _unpacked(workbook: bytes) -> bytes:
    """What stands in a workbook, but for the time at which it was made."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist() if "docProps" not in name)


def _links(words: bytes) -> Iterator[str]:
    page = lxml.html.fromstring(words.decode())
    for found in page.xpath("//a/@href | //link/@href | //img/@src"):
        parts = urlsplit(found)
        if not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def test_what_a_program_proposes_changes_nothing_that_the_public_sees(
    matter: Plank, record: Store, client: Client
) -> None:
    before = public(client)
    waiting = propose(None, matter, record)
    assert waiting
    after = public(client)
    assert after.keys() == before.keys()
    assert [address for address in before if after[address] != before[address]] == []
    for told in ("/threads/", "/thread/somewhere/", "/api/threads/somewhere", "/told/moot/somewhere/",
                 "/told/moot/somewhere/feed.xml", "/api/told/moot/somewhere", "/"):  # fmt: skip
        assert told in before

    decide(None, waiting[0], "confirm", kind="asks")
    confirmed = public(client)
    changed = {address for address in before if confirmed.get(address) != before[address]}
    assert {"/threads/", "/thread/somewhere/", "/api/threads/somewhere", "/told/moot/somewhere/"} <= changed
    decide(None, waiting[0], "withdraw")
    withdrawn = public(client)
    assert [address for address in before if withdrawn.get(address) != before[address]] == []
