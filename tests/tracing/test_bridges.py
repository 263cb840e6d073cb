from __future__ import annotations

from pathlib import Path

import pytest

from folkmoot.errors import Unreadable
from folkmoot.tracing.bridges import NONE, read_bridges, westminster
from folkmoot.tracing.wording import wording


def test_a_word_of_a_group_stands_for_every_other_with_the_stem_it_carries() -> None:
    across = westminster().across(wording("Everyone should see a doctor within seven days.").stems)
    assert across["general practitioner"] == across["primary care"] == "doctor"
    assert across["week"] in ("seven", "day")


def test_a_phrase_has_to_stand_there_whole() -> None:
    assert "higher education" not in westminster().across(wording("further reading for a degree").stems)
    assert "living wage" in westminster().across(wording("the minimum wage is low").stems)


def test_no_group_leads_nowhere_and_none_holds_a_word_twice() -> None:
    for stems, others in westminster().others.items():
        assert stems and others
        assert len(set(others)) == len(others)


def test_without_bridges_nothing_stands_for_anything() -> None:
    assert NONE.across(("doctor",)) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("likeness = 0.5", "groups"),
        ("likeness = 2\ngroups = []", "above 0, at most 1"),
        ("likeness = ", "no list of words"),
    ],
)
def test_a_file_that_is_no_list_of_groups_says_so(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "words.toml").write_text(text)
    with pytest.raises(Unreadable, match=said):
        read_bridges(tmp_path / "words.toml")
