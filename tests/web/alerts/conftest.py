"""A record that grows day by day, and a mail server that keeps what comes of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from folkmoot.record.following import Followed, follow
from folkmoot.record.reading import read
from folkmoot.record.store import Store
from folkmoot.web.alerts.actions import asking, looking, posting
from folkmoot.web.alerts.models import Following, Mail
from tests.record.conftest import OFFICES, PEOPLE, publicwhip, speech
from tests.web.alerts.postbox import Postbox, opened

NOON = dt.datetime(2026, 5, 14, 11, 0, tzinfo=dt.UTC)
FROM = "Ada Lowe <ada@moot.example>"
ADA = "example/person/1"


@pytest.fixture(scope="session")
def server() -> Iterator[Postbox]:
    with opened() as box:
        yield box


@pytest.fixture
def postbox(server: Postbox, settings: Any) -> Iterator[Postbox]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.MAIL_FROM, settings.MAIL_IS_SENT = FROM, True
    settings.SITE_ADDRESS = "https://moot.example"
    server.mails.clear()
    server.to.clear()
    server.says = lambda _address: None
    server.taken = lambda: None
    server.cuts = False
    cache.clear()
    yield server
    cache.clear()


class Parliament:
    """A folder of sittings that a test adds to."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.source, self.folder = source, folder
        source.mkdir()
        (source / "people.json").write_text(json.dumps(PEOPLE))
        (source / "ministers.json").write_text(json.dumps(OFFICES))
        self.sit("2026-05-12a", said(1, "Repairs come first."))

    def sit(self, day: str, *elements: str, title: str = "Social Housing", more: str = "") -> None:
        """Read a sitting, or a corrected revision of one: "2026-05-13b"."""
        day_id = f"example/debate/{day}"
        heading = f'<major-heading id="{day_id}.1.0" nospeaker="true">{title}</major-heading>'
        whole = publicwhip(more, heading, *(e.replace("DAY", day) for e in elements), revision=day[10:])
        (self.source / f"debates{day}.xml").write_text(whole)
        read([self.source], self.folder)

    def answer(self, day: str, *elements: str, number: str = "7") -> None:
        """Read a day of written answers."""
        heading = (
            f'<major-heading id="example/wrans/{day}.{number}.mh" nospeaker="true">HOME</major-heading>'
            f'<minor-heading id="example/wrans/{day}.{number}.h" nospeaker="true">Police</minor-heading>'
        )
        whole = publicwhip(heading, *(e.replace("DAY", day) for e in elements), revision=day[10:])
        (self.source / f"answers{day}.xml").write_text(whole)
        read([self.source], self.folder)

    def followed(self, kind: str, asks: str) -> Followed:
        with Store.open(self.folder) as store:
            return follow(store, kind, asks)  # type: ignore[arg-type]


def said(place: int, words: str, *, who: str = "Ada Marsh", person: str = ADA, debate: int = 1) -> str:
    return speech(f"{debate}.{place}", words, who=who, more=f'person_id="{person}"', day="DAY")


@pytest.fixture
def parliament(tmp_path: Path, settings: Any) -> Parliament:
    settings.FOLKMOOT_HOME = tmp_path
    settings.RECORD_FOLDER = tmp_path / "record"
    return Parliament(tmp_path / "source", tmp_path / "record")


@pytest.fixture
def alerts(db: None, postbox: Postbox, parliament: Parliament) -> Alerts:
    return Alerts(parliament, postbox)


class Alerts:
    """What people and the worker do, one after the other."""

    def __init__(self, parliament: Parliament, postbox: Postbox) -> None:
        self.parliament, self.postbox = parliament, postbox

    def ask(self, address: str, kind: str, asks: str, often: str = "instant") -> Mail | None:
        return asking.ask(address, self.parliament.followed(kind, asks), often, NOON)

    def follow(self, address: str, kind: str, asks: str, often: str = "instant") -> Following:
        """Ask and say yes; the letter that asked is sent and thrown away."""
        mail = self.ask(address, kind, asks, often)
        assert mail is not None and mail.following is not None
        posting.send_mails(NOON)
        self.postbox.mails.clear()
        self.postbox.to.clear()
        return asking.confirm(mail.following.key, NOON)

    def carry(self, now: dt.datetime = NOON) -> posting.Posted:
        """What the worker does after a sitting was read."""
        looking.look(now)
        posting.make_mails(now)
        return posting.send_mails(now)
