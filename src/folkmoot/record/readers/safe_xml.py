"""XML from strangers: internal entities only, no network, bounded in size, depth and growth."""

from __future__ import annotations

import re

from lxml import etree

from folkmoot.errors import TooLarge, Unreadable

MAX_BYTES = 64 * 1024 * 1024
MAX_ENTITY_CHARACTERS = 64
MAX_ENTITIES = 2_000

_ENTITY = re.compile(
    rb"<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s\"'<>]+)\s+"
    rb"(?:(?P<external>SYSTEM|PUBLIC)\b|\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_NESTED = re.compile(rb"&(?!#)")
_HEAD = 200_000


def parse(data: bytes, *, file: str, instructions: bool = False) -> etree._Element:
    """The root element of an XML document, processing instructions left out unless they are asked for.

    Raises TooLarge over 64 MB or for a document that declares entities to grow by, and
    Unreadable, with the line, for anything that is not well-formed XML.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(too_large(file, len(data)), file=file, line=0)
    _refuse_growing_entities(data, file)
    try:
        root = etree.fromstring(data, _parser(instructions))
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(error, data, file) from error
    except (ValueError, LookupError) as error:
        raise Unreadable(
            f"{file}: not XML that can be read ({' '.join(str(error).split())}); fetch the file again.",
            file=file,
            line=1,
        ) from error
    if _has_windows_characters(data):
        _as_windows_meant(root)
    return root


# Control characters that no text has, where Windows wrote its quotes and dashes and said Latin-1.
WINDOWS = {
    code: character for code in range(0x80, 0xA0) if (character := bytes([code]).decode("cp1252", "ignore"))
}
_IN_LATIN = re.compile(rb"[\x80-\x9f]")
_IN_UTF_8 = re.compile(rb"\xc2[\x80-\x9f]")
_REFERRED_TO = re.compile(rb"&#(?:0*1[2345]\d|[xX]0*[89][0-9a-fA-F]);")
_SAYS_LATIN = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["'](?:iso-8859-1|latin-?1)["']""", re.IGNORECASE)


def _has_windows_characters(data: bytes) -> bool:
    if _REFERRED_TO.search(data):
        return True
    if data.isascii():
        return False
    return bool((_IN_LATIN if _SAYS_LATIN.match(data[:200].lstrip()) else _IN_UTF_8).search(data))


def _as_windows_meant(root: etree._Element) -> None:
    """Put the character that was meant in the place of each, one for one, so that offsets stay."""
    for element in root.iter():
        if element.text and not element.text.isascii():
            element.text = element.text.translate(WINDOWS)
        if element.tail and not element.tail.isascii():
            element.tail = element.tail.translate(WINDOWS)
        for name, value in element.items():
            if not value.isascii():
                element.set(name, value.translate(WINDOWS))


def too_large(file: str, size: int) -> str:
    return (
        f"{file}: {size / 1e6:,.0f} MB is more than the {MAX_BYTES // 1024**2} MB that one file may have; "
        "split it by sitting day and read the parts."
    )


def _parser(instructions: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=not instructions,
    )


def _refuse_growing_entities(data: bytes, file: str) -> None:
    head = data[:_HEAD]
    if b"\x00" in head[:200]:
        head = head.replace(b"\x00", b"")
    if b"<!ENTITY" not in head:
        return
    for number, match in enumerate(_ENTITY.finditer(head), start=1):
        value = match["double"] or match["single"] or b""
        fault = _fault(match, value, number)
        if fault:
            line = head.count(b"\n", 0, match.start()) + 1
            name = match["name"].decode("utf-8", "replace")[:40]
            raise TooLarge(
                f"{file}, line {line}: the entity {name} {fault}; "
                "a record has no use for it, so the file is refused. Fetch it again from its publisher.",
                file=file,
                line=line,
            )


def _fault(match: re.Match[bytes], value: bytes, number: int) -> str:
    if match["parameter"]:
        return "is a parameter entity"
    if match["external"]:
        return "is fetched from elsewhere"
    if _NESTED.search(value):
        return "is made of other entities"
    if len(value) > MAX_ENTITY_CHARACTERS:
        return f"stands for more than {MAX_ENTITY_CHARACTERS} characters"
    if number > MAX_ENTITIES:
        return f"is one of more than {MAX_ENTITIES}"
    return ""


def _not_well_formed(error: etree.XMLSyntaxError, data: bytes, file: str) -> Unreadable:
    line = error.lineno or 1
    start = data[:2_000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return Unreadable(
            f"{file}: this is a web page, not a record; download the file itself, not the page around it.",
            file=file,
            line=1,
        )
    what = " ".join(str(error.msg or "not XML").split(", line ")[0].split())
    return Unreadable(
        f"{file}, line {line}: the XML breaks off or is damaged ({what}); fetch the file again.",
        file=file,
        line=line,
    )
