"""A house in a folder of its own, used by real commands in processes of their own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class House:
    home: Path
    database: str = ""
    told: dict[str, str] = field(default_factory=dict)

    @classmethod
    def with_tables(cls, home: Path, **told: Any) -> House:
        """A house in SQLite whose tables are made already: a first command need not wait for them."""
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_empty_database(), home / "house.sqlite3")
        return cls(home, **told)

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


def _empty_database() -> Path:
    """The database of a house in which nothing has happened, made anew whenever its code was changed."""
    code = hashlib.sha256()
    for path in sorted((ROOT / "src" / "folkmoot" / "web").rglob("*.py")):
        code.update(path.read_bytes())
    made = Path(tempfile.gettempdir()) / f"folkmoot-tables-{code.hexdigest()[:16]}.sqlite3"
    if not made.exists():
        with tempfile.TemporaryDirectory(prefix="folkmoot-tables-") as folder:
            House(Path(folder)).python("")
            (Path(folder) / "house.sqlite3").replace(made)
    return made
