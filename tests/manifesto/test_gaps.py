from __future__ import annotations

import pytest

from folkmoot.manifesto.gaps import Decided, Gap, Heard, Missing, gaps

WHOLE = Heard("hall:1", votes=12, tables=("4",))
TAKEN = Decided(1, "adopted", "Drafted from table 4.", "the assembly", "so that it is warm")


def test_a_whole_trail_has_no_gap() -> None:
    assert gaps([WHOLE], [TAKEN]) == ()


@pytest.mark.parametrize(
    ("statements", "versions", "expected"),
    [
        ([], [TAKEN], Missing(Gap.NO_ORIGIN)),
        ([Heard("hall:1", votes=0, tables=("4",))], [TAKEN], Missing(Gap.NO_VOTE, "hall:1")),
        ([Heard("hall:1", votes=3)], [TAKEN], Missing(Gap.NO_NOTE, "hall:1")),
        ([Heard("hall:1", votes=3, withheld=2)], [TAKEN], Missing(Gap.NOT_RELEASED, "hall:1", 2)),
        ([Heard("hall:1", votes=3, tables=(None, "4"))], [TAKEN], Missing(Gap.NO_TABLE, "hall:1", 1)),
        (
            [Heard("hall:1", votes=3, tables=("4",), by_organisers=True)],
            [TAKEN],
            Missing(Gap.BY_ORGANISERS, "hall:1"),
        ),
        ([WHOLE], [Decided(1, "draft", "", "", "so that")], Missing(Gap.NO_REASON, "1")),
        ([WHOLE], [Decided(1, "adopted", "why", "", "so that")], Missing(Gap.NO_DECISION, "1")),
        ([WHOLE], [Decided(1, "draft", "why")], Missing(Gap.NO_PURPOSE, "1")),
        ([WHOLE], [Decided(2, "draft", "why", "", "so that")], Missing(Gap.VERSION_MISSING, "1")),
    ],
)
def test_every_gap_is_named(statements: list[Heard], versions: list[Decided], expected: Missing) -> None:
    assert gaps(statements, versions) == (expected,)
