"""Two parliaments with the same people in them: Westminster's customs, and a made-up tongue's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from folkmoot.record.debates import Contribution, Debate, Paragraph, Sitting
from folkmoot.record.people import Membership, Name, Office, Organisation, People, Person, Post, Roll
from folkmoot.record.references import Customs, Reference, Resolver, of_westminster, read_customs

DAY = dt.date(2022, 3, 1)
INVENTED = Path(__file__).parent / "invented"


@dataclass(frozen=True)
class Parliament:
    """Customs, the words that tests say things with, and how offices and parties are called."""

    name: str
    customs: Customs
    words: dict[str, str]
    house: str
    speaker_party: str
    roles: dict[str, str]
    title: str

    def say(self, template: str, **more: str) -> str:
        """ "{friend} {is_right}" in this parliament's words."""
        return template.format(**self.words, **more)


WESTMINSTER = Parliament(
    "westminster",
    of_westminster(),
    {
        "friend": "my hon. Friend",
        "Friend": "My hon. Friend",
        "right_friend": "my right hon. Friend",
        "gentleman": "the hon. Gentleman",
        "lady": "the hon. Lady",
        "Lady": "The hon. Lady",
        "member_for": "the hon. Member for",
        "members_for": "the hon. Members for",
        "and_for": "and for",
        "friend_for": "my hon. Friend the Member for",
        "prime": "the Prime Minister",
        "then_prime": "the then Prime Minister",
        "previous_prime": "the previous Prime Minister",
        "next_prime": "the next Prime Minister",
        "may": "may",
        "by_order": "by order",
        "water": "the Minister for Water",
        "friend_prime": "my right hon. Friend the Prime Minister",
        "shadow_water": "the shadow Minister for Water",
        "former_member": "the former Member for",
        "he": "he",
        "she": "she",
        "her": "her",
        "I": "I",
        "my": "my",
        "is_right": "is right.",
        "says": "says so.",
        "thank": "thank",
        "thinks": "thinks so.",
        "speaker": "Mr Speaker",
        "give_way": "give way to",
        "another": "another hon. Member",
        "a_woman": "a woman",
        "constituent": "a constituent",
    },
    "house-of-commons",
    "Speaker",
    {"prime": "Prime Minister", "water": "Minister of State (Water)", "shadow": "Shadow Minister (Water)"},
    "Mr",
)
NORIA = Parliament(
    "noria",
    read_customs(INVENTED),
    {
        "friend": "mia honorinda Amiko",
        "Friend": "Mia honorinda Amiko",
        "right_friend": "mia alte honorinda Amiko",
        "gentleman": "la honorinda Sinjoro",
        "lady": "la honorinda Damo",
        "Lady": "La honorinda Damo",
        "member_for": "la honorinda Membro por",
        "members_for": "la honorinda Membroj por",
        "and_for": "kaj por",
        "friend_for": "mia honorinda Amiko la Membro por",
        "prime": "la Unua Ministro",
        "then_prime": "la tiama Unua Ministro",
        "previous_prime": "la lasta Unua Ministro",
        "next_prime": "la venonta Unua Ministro",
        "may": "rajtas",
        "by_order": "per dekreto",
        "water": "la Ministro por Akvo",
        "friend_prime": "mia alte honorinda Amiko la Unua Ministro",
        "shadow_water": "la ombra Ministro por Akvo",
        "former_member": "la eksa Membro por",
        "he": "li",
        "she": "shi",
        "her": "shin",
        "I": "mi",
        "my": "mia",
        "is_right": "pravas.",
        "says": "diras tion.",
        "thank": "dankas",
        "thinks": "pensas tion.",
        "speaker": "Sinjoro Prezidanto",
        "give_way": "cedas al",
        "another": "alia honorinda Membro",
        "a_woman": "iu virino",
        "constituent": "iu elektanto",
    },
    "domo",
    "Prezidanto",
    {"prime": "Unua Ministro", "water": "Ministro por Akvo", "shadow": "Ombra Ministro por Akvo"},
    "Sro",
)
PARLIAMENTS = (WESTMINSTER, NORIA)

# id: given, family, gender's title, party, seat
PEOPLE = {
    "ada": ("Ada", "Brindle", "female", "red", "Millbridge"),
    "ben": ("Ben", "Corrow", "male", "red", "Tarn and Vale"),
    "cyd": ("Cyd", "Dapple", "female", "blue", "Oakhaven North"),
    "dov": ("Dov", "Errant", "male", "blue", "King's Ford"),
    "eve": ("Eve", "Fallow", "female", "green", "Saltmarsh"),
    "gus": ("Gus", "Harrow", "male", "chair", "Upper Wold"),
    "old": ("Ivo", "Jessop", "male", "red", "Millbridge"),
}


def roll(parliament: Parliament, *offices: Office) -> Roll:
    """Red governs: Ada is Prime Minister, Ben has Water; Cyd and Dov are Blue, Cyd shadows Water."""
    titles = {
        g: next(t for t in parliament.customs.address["names"]["titles"][g] if t.isalpha())
        for g in ("male", "female")
    }
    title_of = {"male": titles["male"], "female": titles["female"]}
    seats = {seat: f"seat/{n}" for n, seat in enumerate({p[4]: None for p in PEOPLE.values()})}
    return Roll.of(
        [
            People(
                persons=tuple(
                    Person(key, (Name(given_name=given, family_name=family, prefix=title_of[gender]),))
                    for key, (given, family, gender, _, _) in PEOPLE.items()
                ),
                posts=tuple(Post(key, seat, organisation_id=parliament.house) for seat, key in seats.items()),
                organisations=(
                    *(Organisation(p, p.title(), "party") for p in ("red", "blue", "green")),
                    Organisation("chair", parliament.speaker_party, "party"),
                ),
                memberships=tuple(
                    Membership(
                        f"m/{key}",
                        key,
                        post_id=seats[seat],
                        party_id=party,
                        start="2010-01-01" if key == "old" else "2020-01-01",
                        end="2019-12-31" if key == "old" else "",
                    )
                    for key, (_, _, _, party, seat) in PEOPLE.items()
                ),
                offices=(
                    Office("o/1", "ada", role=parliament.roles["prime"], start="2020-01-01"),
                    Office("o/2", "ben", role=parliament.roles["water"], start="2020-01-01"),
                    Office("o/3", "cyd", role=parliament.roles["shadow"], start="2020-01-01"),
                    *offices,
                ),
            )
        ]
    )


def sitting(*turns: tuple[str, str], debate: str = "debate/1") -> Sitting:
    """One debate: (who speaks, words), in order."""
    contributions = tuple(
        Contribution(
            f"c/{n}",
            "speech",
            "sitting/1",
            DAY,
            "House",
            debate,
            "Water",
            n,
            person_id=who,
            speaker_name=who.title(),
            paragraphs=(Paragraph(f"p/{n}", words),),
        )
        for n, (who, words) in enumerate(turns)
    )
    debates = (Debate(debate, "sitting/1", DAY, "House", "Water", "major", 0),)
    return Sitting(
        "sitting/1", DAY, "House", "debates", "a", "test", debates=debates, contributions=contributions
    )


def meant(
    parliament: Parliament, *turns: tuple[str, str], turn: int = -1, offices: tuple[Office, ...] = ()
) -> list[Reference]:
    """The references of one turn (the last, unless another is named) of a debate in a parliament's words."""
    said = [(who, parliament.say(words)) for who, words in turns]
    found = Resolver(roll(parliament, *offices), parliament.customs).resolve(sitting(*said))
    place = f"c/{range(len(turns))[turn]}"
    return [r for r in found if r.contribution == place]
