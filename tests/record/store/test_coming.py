"""What of a corrected sitting is new: told by redirects, by ids, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.reading import Report
from folkmoot.record.store import Store
from folkmoot.record.store.coming import fresh, ids_in, standing, unrevised
from tests.record.conftest import publicwhip, speech

SITTING = "example/debate/2026-06-01"


def write(tmp_path: Path, day: str, said: dict[str, str], redirects: dict[str, str] | None = None) -> Path:
    led = "".join(
        f'<gidredirect oldgid="{SITTING}{old}" newgid="{SITTING}{new}" matchtype="changes"/>'
        for old, new in (redirects or {}).items()
    )
    heading = f'<major-heading id="example/debate/{day}.1.0" nospeaker="true">Rents</major-heading>'
    path = tmp_path / f"debates{day}.xml"
    turns = [speech(place, words, who="Ada Marsh", day=day) for place, words in said.items()]
    path.write_text(publicwhip(led, heading, *turns, revision=day[10:]))
    return path


def revised(
    tmp_path: Path, folder: Path, reading: Callable[..., Report], first: dict[str, str],
    second: dict[str, str], redirects: dict[str, str] | None = None,
) -> set[str]:  # fmt: skip
    """What is new in a second revision, by place."""
    reading(write(tmp_path, "2026-06-01a", first))
    with Store.open(folder) as store:
        known = ids_in(store, SITTING)
        digests = {one.id: one.digest for one in standing(store)}
    reading(write(tmp_path, "2026-06-01b", second, redirects))
    with Store.open(folder) as store:
        assert {one.id: one.digest for one in standing(store)} != digests
        return {gid.partition("b.")[2] for gid in fresh(store, SITTING, known)}


def test_redirects_say_what_moved(tmp_path: Path, folder: Path, reading: Callable[..., Report]) -> None:
    new = revised(
        tmp_path, folder, reading,
        {"1.1": "Rents rise.", "1.2": "They do not."},
        {"1.1": "Order.", "1.2": "Rents are rising.", "1.3": "They do not, Sir."},
        {"a.1.1": "b.1.2", "a.1.2": "b.1.3"},
    )  # fmt: skip
    assert new == {"1.1"}


def test_without_redirects_the_same_words_or_the_same_place_are_not_new(
    tmp_path: Path, folder: Path, reading: Callable[..., Report]
) -> None:
    new = revised(
        tmp_path, folder, reading,
        {"1.1": "Rents rise.", "1.2": "They do not."},
        {"1.1": "Rents are rising.", "1.2": "Order.", "1.3": "They do not.", "1.4": "They do."},
    )  # fmt: skip
    assert new == {"1.2", "1.4"}


def test_a_revision_that_only_takes_away_brings_nothing(
    tmp_path: Path, folder: Path, reading: Callable[..., Report]
) -> None:
    assert revised(tmp_path, folder, reading, {"1.1": "Rents.", "1.2": "More."}, {"1.1": "Rents."}) == set()


def test_circles_of_redirects_end(tmp_path: Path, folder: Path, reading: Callable[..., Report]) -> None:
    new = revised(
        tmp_path, folder, reading, {"1.1": "Rents."}, {"1.1": "Rents!"}, {"a.1.1": "a.9.9", "a.9.9": "a.1.1"}
    )
    assert new in ({"1.1"}, set())


@given(
    day=st.dates().map(str),
    place=st.integers(0, 999),
    letter=st.text("abcdefghijklmnopqrstuvwxyz", max_size=2),
)
def test_an_id_without_its_letter_is_the_same_for_every_revision(day: str, place: int, letter: str) -> None:
    bare = f"uk.org.publicwhip/debate/{day}.{place}.1"
    assert unrevised(f"uk.org.publicwhip/debate/{day}{letter}.{place}.1") == bare
    assert unrevised(bare) == bare
