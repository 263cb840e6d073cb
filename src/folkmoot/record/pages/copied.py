"""The text of a copied page, however it was saved: UTF-8, UTF-16, Windows, or the page's own HTML."""

from __future__ import annotations

import re

import lxml.html
from lxml.etree import ParserError

from folkmoot.errors import Unreadable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*"
    r"(?:<!doctype html|<html|<body|<head|<div|<p|<table)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_BREAKS = frozenset({
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td",
    "th", "tr", "ul",
})  # fmt: skip
_UNSEEN = ("script", "style", "template", "noscript", "head")


def plain(data: bytes, *, file: str = "the page") -> str:
    """The page as text, line breaks as they stand; of an HTML page a line for each of its blocks.

    Raises Unreadable where it is no text.
    """
    text = _decoded(data, file)
    return _of_html(text) if _HTML.match(text) else text


def _decoded(data: bytes, file: str) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(
        f"{file} is no text. Save the page as plain text or as HTML, or paste it into a file.", file=file
    )


def _of_html(text: str) -> str:
    try:
        root = lxml.html.document_fromstring(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text))
    except (ParserError, ValueError):
        return ""
    for unseen in root.xpath("|".join(f"//{tag}" for tag in _UNSEEN)):
        unseen.drop_tree()
    pieces: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            pieces.append(_one_line(element.tail))
            continue
        if element.tag in _BREAKS:
            pieces.append("\n")
        pieces.append(_one_line(element.text if event == "start" else element.tail))
    lines = (line.strip() for line in re.sub(" +", " ", "".join(pieces)).split("\n"))
    return "\n".join(line for line in lines if line)


def _one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
