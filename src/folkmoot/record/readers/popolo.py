"""Popolo JSON as parlparse publishes it: people.json, ministers.json, ministers-2010.json.

https://www.popoloproject.com/specs/ and parlparse's own use of it (names with notes Main and
Alternate, redirects among persons and memberships, partial dates).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from folkmoot.errors import TooLarge, Unreadable
from folkmoot.record.debates import Unread
from folkmoot.record.people import Membership, Name, Office, Organisation, People, Person, Post, stated_gender
from folkmoot.record.readers.safe_xml import MAX_BYTES, too_large

_POPOLO = re.compile(rb'"(memberships|persons|posts|organizations)"\s*:\s*\[')
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def knows(head: bytes) -> bool:
    """Whether a file begins like a Popolo object."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and bool(_POPOLO.search(head))


def read(data: bytes, *, file: str) -> People:
    """The people, posts, memberships and offices of one Popolo file.

    A membership of a chamber is a membership; any other is an office. What cannot be used
    (an unknown shape, a date that is none) is listed in `unread` and left out.

    Raises Unreadable, with the line, for what is not JSON or not Popolo, TooLarge over 64 MB.
    """
    document = _document(data, file)
    return _Reading(document, file).people()


def _document(data: bytes, file: str) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise TooLarge(too_large(file, len(data)), file=file, line=0)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"{file}, line {error.lineno}: the JSON breaks off or is damaged ({error.msg}); "
            "fetch the file again.",
            file=file,
            line=error.lineno,
        ) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, a number of thousands of digits, too deep
        raise Unreadable(
            f"{file}: not JSON that can be read; fetch the file again.", file=file, line=1
        ) from error
    if not isinstance(document, dict) or not isinstance(document.get("memberships", []), list):
        raise Unreadable(
            f"{file}: JSON that is no Popolo; it needs an object with a list of memberships.",
            file=file,
            line=1,
        )
    return document


class _Reading:
    """One pass over one document, collecting what could not be used."""

    def __init__(self, document: dict[str, Any], file: str) -> None:
        self.document = document
        self.file = file
        self.unread: list[Unread] = []

    def people(self) -> People:
        organisations = tuple(filter(None, map(self._organisation, self._items("organizations"))))
        posts = tuple(filter(None, map(self._post, self._items("posts"))))
        persons = tuple(filter(None, map(self._person, self._items("persons"))))
        chambers = {o.id for o in organisations if o.classification == "chamber"} | {
            "house-of-commons",
            "house-of-lords",
            "crown",
        }
        seats = {post.id for post in posts}
        memberships: list[Membership] = []
        offices: list[Office] = []
        for item in self._items("memberships"):
            if self._is_seat(item, seats, chambers, with_persons=bool(persons)):
                memberships.extend(self._membership(item))
            else:
                offices.extend(self._office(item))
        return People(
            source=self.file,
            persons=persons,
            memberships=tuple(memberships),
            posts=posts,
            organisations=organisations,
            offices=tuple(offices),
            unread=tuple(self.unread),
        )

    @staticmethod
    def _is_seat(item: dict[str, Any], seats: set[str], chambers: set[str], *, with_persons: bool) -> bool:
        if "post_id" in item or "redirect" in item:
            return True
        return with_persons and item.get("organization_id") in chambers

    def _items(self, key: str) -> Iterator[dict[str, Any]]:
        items = self.document.get(key, [])
        if not isinstance(items, list):
            self._not_read(f"{key} is not a list")
            return
        for number, item in enumerate(items):
            if isinstance(item, dict) and isinstance(item.get("id", ""), str):
                yield item
            else:
                self._not_read(f"{key}[{number}] is not an object with an id")

    def _not_read(self, reason: str) -> None:
        self.unread.append(Unread(self.file, 0, reason))

    def _person(self, item: dict[str, Any]) -> Person | None:
        if not item.get("id"):
            self._not_read("a person without an id")
            return None
        names = tuple(self._name(n, item["id"]) for n in _dicts(item.get("other_names")) + _whole_name(item))
        identifiers = tuple(
            (_text(i, "scheme"), _text(i, "identifier")) for i in _dicts(item.get("identifiers"))
        )
        return Person(
            item["id"],
            names,
            identifiers,
            redirect=_text(item, "redirect"),
            gender=stated_gender(_text(item, "gender")),
        )

    def _name(self, item: dict[str, Any], person: str) -> Name:
        return Name(
            note=_text(item, "note") or "Main",
            given_name=_text(item, "given_name"),
            family_name=_text(item, "family_name") or _text(item, "surname"),
            prefix=_text(item, "honorific_prefix"),
            lord_name=_text(item, "lordname"),
            lord_of=_text(item, "lordofname"),
            whole=_text(item, "name"),
            start=self._date(item, "start_date", person),
            end=self._date(item, "end_date", person),
        )

    def _post(self, item: dict[str, Any]) -> Post | None:
        if not item.get("id"):
            self._not_read("a post without an id")
            return None
        area = item.get("area") if isinstance(item.get("area"), dict) else {}
        others = area.get("other_names", []) if isinstance(area, dict) else []
        return Post(
            id=item["id"],
            seat=_text(area or {}, "name") or _text(item, "label"),
            other_names=tuple(
                name if isinstance(name, str) else _text(name, "name")
                for name in (others if isinstance(others, list) else [])
                if isinstance(name, str | dict)
            ),
            organisation_id=_text(item, "organization_id"),
            start=self._date(item, "start_date", item["id"]),
            end=self._date(item, "end_date", item["id"]),
        )

    def _organisation(self, item: dict[str, Any]) -> Organisation | None:
        if not item.get("id"):
            self._not_read("an organization without an id")
            return None
        return Organisation(item["id"], _text(item, "name") or item["id"], _text(item, "classification"))

    def _membership(self, item: dict[str, Any]) -> Iterator[Membership]:
        if not item.get("id") or not (_text(item, "person_id") or _text(item, "redirect")):
            self._not_read(f"membership {item.get('id') or '(no id)'} names no person")
            return
        yield Membership(
            id=item["id"],
            person_id=_text(item, "person_id"),
            post_id=_text(item, "post_id"),
            organisation_id=_text(item, "organization_id"),
            party_id=_text(item, "on_behalf_of_id"),
            start=self._date(item, "start_date", item["id"]),
            end=self._date(item, "end_date", item["id"]),
            start_reason=_text(item, "start_reason"),
            end_reason=_text(item, "end_reason"),
            redirect=_text(item, "redirect"),
        )

    def _office(self, item: dict[str, Any]) -> Iterator[Office]:
        if not item.get("id") or not _text(item, "person_id"):
            self._not_read(f"office {item.get('id') or '(no id)'} names no person")
            return
        yield Office(
            id=item["id"],
            person_id=_text(item, "person_id"),
            organisation_id=_text(item, "organization_id"),
            role=_text(item, "role"),
            source=_text(item, "source"),
            start=self._date(item, "start_date", item["id"]),
            end=self._date(item, "end_date", item["id"]),
        )

    def _date(self, item: dict[str, Any], key: str, of: str) -> str:
        text = _text(item, key)
        if text and not _DATE.match(text):
            self._not_read(f"{key} {text!r} of {of} is no date")
            return ""
        return text


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _dicts(value: object) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _whole_name(item: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"note": "Main", "name": item["name"]}] if isinstance(item.get("name"), str) else []
