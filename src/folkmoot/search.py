"""The query language of the record, read into a tree of values.

    housing repairs                both words, anywhere in one contribution
    "social housing"               the words in this order
    rent OR tenancy                either
    housing -benefit               without
    (rent OR tenancy) arrears      brackets group
    hous*                          words that begin so
    rent NEAR/5 arrears            at most five words between them
    speaker:healey party:labour department:"home office" chamber:commons kind:question
    mentions:"david taylor" in:"oral answers"
    from:2009-10-26 to:2009-11 date:2009

Words are compared without case and accents. `str(tree)` is a query that reads back as the same tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from folkmoot.dates import earliest
from folkmoot.errors import BadQuery
from folkmoot.text import normal

MAX_CHARACTERS = 2_000
MAX_TERMS = 100
MAX_DEPTH = 40
MAX_DISTANCE = 50
EXAMPLE = 'housing (rent OR tenancy) "social rent" -benefit from:2009-10'

FieldName = Literal[
    "speaker", "party", "department", "chamber", "kind", "mentions", "from", "to", "date", "in"
]
FIELDS: tuple[FieldName, ...] = (
    "speaker",
    "party",
    "department",
    "chamber",
    "kind",
    "mentions",
    "from",
    "to",
    "date",
    "in",
)
DATES = frozenset({"from", "to", "date"})


@dataclass(frozen=True, slots=True)
class Word:
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two words or more, in this order."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return '"' + " ".join(self.words) + '"'


@dataclass(frozen=True, slots=True)
class Near:
    """Two or three words with at most `distance` others between neighbours, in any order."""

    words: tuple[str, ...]
    distance: int

    def __str__(self) -> str:
        return f" NEAR/{self.distance} ".join(self.words)


@dataclass(frozen=True, slots=True)
class Field:
    """What must hold of the contribution beside its words."""

    name: FieldName
    value: str

    def __str__(self) -> str:
        value = self.value if re.fullmatch(r"[^\s\"()]+", self.value) else f'"{self.value}"'
        return f"{self.name}:{value}"


@dataclass(frozen=True, slots=True)
class And:
    items: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(_within(item, Or) for item in self.items)


@dataclass(frozen=True, slots=True)
class Or:
    items: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.items))


@dataclass(frozen=True, slots=True)
class Not:
    item: Node

    def __str__(self) -> str:
        return "-" + _within(self.item, And, Or, Near)


Node = Word | Prefix | Phrase | Near | Field | And | Or | Not


def _within(node: Node, *kinds: type) -> str:
    return f"({node})" if isinstance(node, kinds) else str(node)


def read(query: str) -> Node:
    """The tree of a query.

    Raises BadQuery, with the character where it stopped making sense as `facts["at"]`, and a
    query that works in its sentence.
    """
    if len(query) > MAX_CHARACTERS:
        raise _bad(
            f"The search is {len(query):,} characters long; {MAX_CHARACTERS:,} is the most", MAX_CHARACTERS
        )
    tree = _Parser(_tokens(query), query).whole()
    if count(tree) > MAX_TERMS:
        raise _bad(f"The search has more than {MAX_TERMS} words", 0)
    return tree


def count(node: Node) -> int:
    """How many words and conditions a tree holds."""
    match node:
        case And(items) | Or(items):
            return sum(map(count, items))
        case Not(item):
            return count(item)
        case Phrase(words) | Near(words):
            return len(words)
        case _:
            return 1


def terms(node: Node) -> tuple[Word | Prefix | Phrase, ...]:
    """The words, beginnings and phrases that a found text can hold: everything but what is excluded."""
    match node:
        case And(items) | Or(items):
            return tuple(term for item in items for term in terms(item))
        case Near(words):
            return tuple(map(Word, words))
        case Word() | Prefix() | Phrase():
            return (node,)
        case _:
            return ()


def _bad(what: str, at: int) -> BadQuery:
    return BadQuery(f"{what} (at character {at + 1}). A search that works: {EXAMPLE}", at=at, example=EXAMPLE)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["(", ")", "-", "OR", "AND", "NEAR", "phrase", "field", "bare", "end"]
    text: str
    at: int
    value: str = ""


_BARE = re.compile(r'[^\s"()]+')
_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?:\"(?P<quoted>[^\"]*)(?P<closed>\"?)|(?P<bare>[^\s\"()]*))")
_NEAR = re.compile(r"NEAR(?:/(\d{1,4}))?\Z")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "＂": '"'})


def _tokens(query: str) -> list[_Token]:
    text = query.translate(_QUOTES)
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "()":
            tokens.append(_Token("(" if char == "(" else ")", char, at))
            at += 1
        elif char in "-−" and at + 1 < len(text) and not text[at + 1].isspace() and _may_negate(text, at):
            tokens.append(_Token("-", char, at))
            at += 1
        elif char == '"':
            token, at = _phrase_token(text, at)
            tokens.append(token)
        else:
            token, at = _word_token(text, at)
            tokens.append(token)
    return [*tokens, _Token("end", "", len(text))]


def _may_negate(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "(-−"


def _phrase_token(text: str, at: int) -> tuple[_Token, int]:
    end = text.find('"', at + 1)
    if end < 0:
        raise _bad("The quotation mark is never closed", at)
    return _Token("phrase", text[at + 1 : end], at), end + 1


def _word_token(text: str, at: int) -> tuple[_Token, int]:
    field = _FIELD.match(text, at)
    if field and field["name"].lower() in FIELDS:
        return _field_token(field, at), field.end()
    bare = _BARE.match(text, at)
    assert bare is not None
    word = bare.group()
    if word in ("OR", "AND", "NOT"):
        return _Token("-" if word == "NOT" else "OR" if word == "OR" else "AND", word, at), bare.end()
    if near := _NEAR.match(word):
        return _Token("NEAR", word, at, near[1] or "5"), bare.end()
    if field and field["name"].isascii() and ":" in word and not word.startswith(("http:", "https:")):
        raise _bad(f"{field['name']}: is no condition; there are {', '.join(f + ':' for f in FIELDS)}", at)
    return _Token("bare", word, at), bare.end()


def _field_token(field: re.Match[str], at: int) -> _Token:
    if field["quoted"] is not None and not field["closed"]:
        raise _bad("The quotation mark is never closed", at)
    value = " ".join((field["quoted"] if field["quoted"] is not None else field["bare"]).split())
    if not value:
        raise _bad(f"{field['name']}: needs a word after it", at)
    return _Token("field", field["name"].lower(), at, value)


class _Parser:
    """Recursive descent: alternatives of conjunctions of items, each perhaps negated."""

    def __init__(self, tokens: list[_Token], query: str) -> None:
        self.tokens = tokens
        self.query = query
        self.next = 0
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.next]

    def _take(self) -> _Token:
        token = self.token
        self.next += 1
        return token

    def whole(self) -> Node:
        tree = self._either()
        if self.token.kind == ")":
            raise _bad("This bracket was never opened", self.token.at)
        if tree is None:
            raise _bad("There is no word to look for", 0)
        return tree

    def _either(self) -> Node | None:
        """Alternatives with OR between them; None where no word is left."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _bad(f"The brackets are more than {MAX_DEPTH} deep", self.token.at)
        items: list[Node] = []
        while True:
            item = self._all()
            if item is not None:
                items.extend(item.items if isinstance(item, Or) else [item])
            if self.token.kind != "OR":
                break
            operator = self._take()
            if item is None or self.token.kind in ("end", ")", "OR"):
                raise _bad("OR needs a word on both sides", operator.at)
        self.depth -= 1
        items = list(dict.fromkeys(items))
        return items[0] if len(items) == 1 else Or(tuple(items)) if items else None

    def _all(self) -> Node | None:
        items: list[Node] = []
        while self.token.kind not in ("end", ")", "OR"):
            if self.token.kind == "AND":
                self._take()
                continue
            item = self._item()
            if item is not None:
                items.extend(item.items if isinstance(item, And) else [item])
        items = list(dict.fromkeys(items))
        return items[0] if len(items) == 1 else And(tuple(items)) if items else None

    def _item(self) -> Node | None:
        token = self._take()
        match token.kind:
            case "-":
                return self._negated(token)
            case "(":
                return self._bracket(token)
            case "field":
                return _field(token)
            case "NEAR":
                raise _bad("NEAR needs a word on both sides", token.at)
            case _:
                return self._near(token)

    def _negated(self, token: _Token) -> Node | None:
        if self.token.kind in ("end", ")", "OR", "AND"):
            raise _bad("There is no word after the minus", token.at)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _bad(f"The minus signs are more than {MAX_DEPTH} deep", token.at)
        item = self._item()
        self.depth -= 1
        if item is None:
            return None
        return item.item if isinstance(item, Not) else Not(item)

    def _bracket(self, token: _Token) -> Node | None:
        inner = self._either()
        if self.token.kind != ")":
            raise _bad("This bracket is never closed", token.at)
        self._take()
        return inner

    def _near(self, token: _Token) -> Node | None:
        """A word or phrase, or a chain of words with NEAR between them."""
        first = _term(token)
        if self.token.kind != "NEAR":
            return first
        words = [_single(first, token)]
        distance = 0
        while self.token.kind == "NEAR":
            operator = self._take()
            distance = max(distance, int(operator.value))
            if self.token.kind not in ("bare", "phrase"):
                raise _bad("NEAR needs a word on both sides", operator.at)
            following = self._take()
            words.append(_single(_term(following), following))
        if distance > MAX_DISTANCE:
            raise _bad(f"NEAR/{distance} is too far; NEAR/{MAX_DISTANCE} is the most", token.at)
        if len(words) > 3:
            raise _bad("NEAR joins two or three words", token.at)
        return Near(tuple(words), distance)


def _single(node: Node | None, token: _Token) -> str:
    if not isinstance(node, Word):
        raise _bad("NEAR stands between single words", token.at)
    return node.text


_SPOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def plain_words(text: str) -> list[str]:
    """The words of a text as searches compare them: without case, accents and marks."""
    levelled = normal(text)
    for _ in range(3):
        again = normal(levelled)
        if again == levelled:
            break
        levelled = again
    return _SPOKEN.findall(levelled)


def _term(token: _Token) -> Word | Prefix | Phrase | None:
    found = plain_words(token.text)
    if not found:
        return None
    if token.kind == "bare" and token.text.endswith("*"):
        if len(found) > 1 or len(found[0]) < 2:
            raise _bad("A * needs the first letters of one word before it, two at least", token.at)
        return Prefix(found[0])
    return Word(found[0]) if len(found) == 1 else Phrase(tuple(found))


def _field(token: _Token) -> Field:
    name: FieldName = next(field for field in FIELDS if field == token.text)
    if name not in DATES:
        return Field(name, token.value)
    try:
        earliest(token.value)
    except ValueError:
        raise _bad(
            f"{name}: needs a date like 2009, 2009-10 or 2009-10-26, not {token.value!r}", token.at
        ) from None
    return Field(name, token.value)
