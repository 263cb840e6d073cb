"""What an administrator wants to know before opening day: each matter, how it stands, what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http.request import validate_host

from folkmoot.environment import setting, vectors_file
from folkmoot.errors import FolkmootError
from folkmoot.tracing.vectors import read_vectors
from folkmoot.web.accounts.models import User
from folkmoot.web.accounts.roles import STEWARD
from folkmoot.web.consent.gate import not_ready
from folkmoot.web.journal.queries import verify
from folkmoot.web.locks import held
from folkmoot.web.record.queries.opening import record

GOOD, LOOK, BAD = "good", "look", "bad"
_TIGHT_BYTES, _LITTLE_BYTES = 200 * 1024**2, 2 * 1024**3
_SHORT_KEY = 32


@dataclass(frozen=True, slots=True)
class Check:
    """One matter. state: good, look (works, but see whether it is meant) or bad."""

    name: str
    state: str
    told: str


def checks() -> Iterator[Check]:
    """Every matter in turn. Call after `open_house`; changes nothing."""
    looked_at: tuple[tuple[str, Callable[[], tuple[str, str]]], ...] = (
        ("disk", _disk),
        ("house", _house),
        ("journal", _journal),
        ("record", _record),
        ("vectors", _vectors),
        ("steward", _steward),
        ("key", _key),
        ("address", _address),
        ("mail", _mail),
        ("server", _server),
        ("worker", _worker),
        ("extras", _extras),
    )
    for name, look in looked_at:
        try:
            yield Check(name, *look())
        except FolkmootError as error:
            yield Check(name, BAD, error.message)


def _disk() -> tuple[str, str]:
    free = shutil.disk_usage(settings.FOLKMOOT_HOME).free
    told = f"{free / 1024**3:,.1f} GB free in {settings.FOLKMOOT_HOME}"
    if free < _TIGHT_BYTES:
        return BAD, f"{told}; make room, or nothing more can be kept"
    return (
        (LOOK, f"{told}; a backup and a reading of the record want more")
        if free < _LITTLE_BYTES
        else (GOOD, told)
    )


def _house() -> tuple[str, str]:
    if connection.vendor != "sqlite":
        return (
            GOOD,
            f"PostgreSQL database {connection.settings_dict['NAME']}, its tables as this version needs them",
        )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        said = cursor.fetchone()[0]
    name = settings.DATABASES["default"]["NAME"]
    if said != "ok":
        return BAD, f"{name} is damaged ({said}); bring back a backup with 'folkmoot restore'"
    return GOOD, f"{name}, whole, its tables as this version needs them"


def _journal() -> tuple[str, str]:
    found = verify()
    return GOOD, f"{found.lines:,} lines, whole; its head {found.head[:16]}…"


def _record() -> tuple[str, str]:
    store = record()
    if store is None:
        return LOOK, f"none in {settings.RECORD_FOLDER}; 'folkmoot record read PATH' reads one"
    searched = store.searched()
    return GOOD, f"{store.size():,} contributions, {searched.first} to {searched.last}"


def _vectors() -> tuple[str, str]:
    if (path := vectors_file()) is None:
        return GOOD, "none; passages are matched by the record alone"
    return GOOD, f"{path}, {read_vectors(path, ()).dimensions} numbers a word"


def _steward() -> tuple[str, str]:
    count = User.objects.filter(is_active=True, groups__name=STEWARD).count()
    if not count:
        return (
            BAD,
            "nobody looks after consent and corrections: 'folkmoot accounts steward EMAIL --name NAME'",
        )
    return GOOD, f"{count} of the staff"


def _key() -> tuple[str, str]:
    if len(settings.SECRET_KEY) < _SHORT_KEY:
        return (
            BAD,
            f"it has fewer than {_SHORT_KEY} characters and can be guessed; set a longer FOLKMOOT_SECRET_KEY",
        )
    if setting("FOLKMOOT_SECRET_KEY"):
        return GOOD, "from FOLKMOOT_SECRET_KEY; it is in no backup, so keep a copy"
    kept = Path(settings.FOLKMOOT_HOME) / "secret_key"
    if kept.stat().st_mode & 0o077:
        return BAD, f"{kept} can be read by others; chmod 600 it"
    return GOOD, f"{kept}; it is in no backup, so keep a copy"


def _address() -> tuple[str, str]:
    address, names = settings.SITE_ADDRESS, settings.ALLOWED_HOSTS
    host = urlsplit(address).hostname or ""
    if settings.DEBUG:
        return BAD, "FOLKMOOT_DEBUG shows the program's insides to everybody; unset it"
    if not validate_host(host, names):
        return (
            BAD,
            f"{address} is told to people, but {host} is not in FOLKMOOT_HOSTS, so it does not answer there",
        )
    if address.startswith("https:") and not settings.HTTPS:
        return BAD, f"{address} is https, but FOLKMOOT_HTTPS is not 1: cookies would go out in the clear"
    if host in {"localhost", "127.0.0.1"}:
        return (
            LOOK,
            f"{address}, which only this machine reaches; FOLKMOOT_HOSTS and FOLKMOOT_ADDRESS name another",
        )
    return (
        (GOOD, address)
        if settings.HTTPS
        else (LOOK, f"{address}, by plain HTTP: right for a hall's own wifi only")
    )


def _mail() -> tuple[str, str]:
    return (LOOK, why) if (why := not_ready()) else (GOOD, f"answers go to {settings.MAIL_FROM}")


def _server() -> tuple[str, str]:
    return _runs("serve.lock", "'folkmoot serve' starts it")


def _worker() -> tuple[str, str]:
    return _runs(
        "worker.lock",
        "without it no result is counted, no passage proposed and no alert sent: 'folkmoot worker'",
    )


def _runs(lock: str, remedy: str) -> tuple[str, str]:
    if held(Path(settings.FOLKMOOT_HOME) / lock):
        return GOOD, "runs"
    return LOOK, f"does not run; {remedy}"


def _extras() -> tuple[str, str]:
    parts = {"charts": "vl_convert", "pdf": "weasyprint", "parquet": "pyarrow"}
    here = [name for name, module in parts.items() if find_spec(module)]
    missing = [name for name in parts if name not in here]
    told = f"here: {', '.join(here) or 'none'}"
    return (
        GOOD,
        f"{told}; left out: {', '.join(missing)} (pip install 'folkmoot[{missing[0]}]')" if missing else told,
    )
