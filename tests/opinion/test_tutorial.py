"""The tutorial's code runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "opinion-groups.md"


@pytest.mark.skipif(not (ROOT / "examples" / "town").is_dir(), reason="the example town is not in this copy")
def test_the_tutorial_runs_from_top_to_bottom(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 8
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(TUTORIAL), "exec"), names)
    told = capsys.readouterr().out
    assert "(60, 20)" in told
    assert "very stable" in told and "No clear groups" in told
