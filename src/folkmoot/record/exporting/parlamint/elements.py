"""Elements of TEI, their names and their words."""

from __future__ import annotations

import re

from lxml import etree

CORPUS = "Folkmoot-record"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, text: str = "", **attributes: str) -> etree._Element:
    """An element with those attributes that say something; `xml_id` and `xml_lang` are XML's own."""
    told = {
        name.replace("xml_", _XML) if name.startswith("xml_") else name: value
        for name, value in attributes.items()
        if value
    }
    made = etree.Element(f"{{{NAMESPACE}}}{tag}", told, nsmap={None: NAMESPACE})
    if text:
        made.text = text
    return made


def within(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element with others in it."""
    made = element(tag, **attributes)
    made.extend(children)
    return made


def words_of(text: str) -> str:
    """Words as XML can hold them."""
    return _NOT_XML.sub("�", text)


def one_line(text: str) -> str:
    """Words on one line, as headings and names are."""
    return " ".join(words_of(text).split())


def name_of(gid: str) -> str:
    """An id as a name that XML allows: "uk.org.publicwhip.person.10001"."""
    made = re.sub(r"[^\w.-]+", ".", gid).strip(".-")
    return made if re.match(r"[^\W\d]", made) else f"_{made}"
