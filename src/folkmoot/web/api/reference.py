"""The manual of the API, made from its own schema."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from folkmoot.web.api import api


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a part of an answer."""

    name: str
    kind: str
    about: SafeString
    needed: bool = False
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """One address: what it gives, what it takes, what comes back."""

    path: str
    name: str
    about: SafeString
    takes: tuple[Field, ...]
    gives: str
    example: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer or a part of one is made of."""

    name: str
    about: SafeString
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole manual: addresses by subject, then shapes by name."""

    about: SafeString
    subjects: tuple[tuple[str, tuple[Address, ...]], ...]
    shapes: tuple[Shape, ...]


def _told(words: str) -> SafeString:
    """Words of the schema, with what stands between grave accents as code."""
    pieces = [escape(piece) for piece in words.split("`")]
    coded = (f"<code>{piece}</code>" if place % 2 else piece for place, piece in enumerate(pieces))
    return mark_safe("".join(coded))


EXAMPLES = {"search": "?q=housing", "people": "?q=a", "questions": "?size=5", "contributions": "?size=5"}


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every address with what it takes and gives, on one page without script."""
    return render(request, "api/reference.html", {"reference": _made()})


@functools.cache
def _made() -> Reference:
    schema = api.get_openapi_schema()
    subjects: dict[str, list[Address]] = {}
    for path, methods in schema["paths"].items():
        told = methods["get"]
        subjects.setdefault(told["tags"][0], []).append(_address(path, told))
    shapes = schema["components"]["schemas"]
    return Reference(
        _told(schema["info"]["description"]),
        tuple((name, tuple(addresses)) for name, addresses in subjects.items()),
        tuple(_shape(name, shapes[name]) for name in sorted(shapes) if "properties" in shapes[name]),
    )


def _address(path: str, told: dict[str, Any]) -> Address:
    answer = told["responses"][200]["content"]["application/json"]["schema"]
    plain = "{" not in path
    return Address(
        path=path,
        name=told["operationId"],
        about=_told(told.get("description", told.get("summary", ""))),
        takes=tuple(
            Field(
                one["name"],
                _kind(one["schema"]),
                _told(one.get("description") or one["schema"].get("description", "")),
                one["required"],
            )
            for one in told.get("parameters", [])
        ),
        gives=_linked(answer),
        example=path + EXAMPLES.get(told["operationId"], "") if plain else "",
    )


def _shape(name: str, told: dict[str, Any]) -> Shape:
    needed = set(told.get("required", []))
    return Shape(
        name,
        _told(told.get("description", "")),
        tuple(
            Field(field, _kind(one), _told(one.get("description", "")), field in needed, _linked(one))
            for field, one in told["properties"].items()
        ),
    )


def _linked(told: dict[str, Any]) -> str:
    """The name of the shape that something is made of, or nothing."""
    if "$ref" in told:
        return str(told["$ref"].rpartition("/")[2])
    if told.get("type") == "array":
        return _linked(told["items"])
    return next((found for one in told.get("anyOf", []) if (found := _linked(one))), "")


def _kind(told: dict[str, Any]) -> str:
    """What a value is, in words."""
    if shape := told.get("$ref", "").rpartition("/")[2]:
        return str(shape)
    if "enum" in told:
        return " or ".join(map(str, told["enum"]))
    if "anyOf" in told:
        return " or ".join("nothing" if kind == "null" else kind for kind in map(_kind, told["anyOf"]))
    if told.get("type") == "array":
        return f"list of {_kind(told['items'])}"
    if told.get("format") in ("date", "date-time"):
        return str(told["format"])
    return _PLAIN.get(told.get("type", ""), told.get("type", "anything"))


_PLAIN = {"string": "words", "integer": "whole number", "boolean": "true or false", "object": "object"}
