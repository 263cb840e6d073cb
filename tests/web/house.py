"""A house in a folder of its own, used by real commands in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class House:
    home: Path
    database: str = ""
    told: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("FOLKMOOT_")},
            "PYTHONPATH": str(ROOT / "src"),
            "FOLKMOOT_HOME": str(self.home),
            "DATABASE_URL": self.database,
            **self.told,
        }

    def run(self, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "folkmoot", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, env=self.environment())

    def folkmoot(self, *arguments: object, stdin: str = "") -> str:
        """What a command printed; the test fails when the command does."""
        done = self.run(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def json(self, *arguments: object) -> Any:
        return json.loads(self.folkmoot(*arguments, "--json"))

    def refused(self, *arguments: object) -> str:
        """The one sentence a refused command says."""
        done = self.run(*arguments)
        assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
        assert done.stderr.startswith("folkmoot: ")
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr

    def python(self, code: str) -> str:
        """What a few lines of Python print, run in the house with Django ready."""
        prelude = "from folkmoot.web.house import open_house; open_house()\n"
        done = subprocess.run(
            [sys.executable, "-c", prelude + code], capture_output=True, text=True, env=self.environment()
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def steward(self) -> None:
        self.folkmoot(
            "accounts", "steward", "ada@example.org", "--name", "Ada Lowe", "--password-stdin",
            stdin="correct horse battery\n",
        )  # fmt: skip
