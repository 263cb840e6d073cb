"""The laws of the house that imports can break, and proof that each break is caught."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "folkmoot"
SOCKET_MODULES = {
    "asyncio", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "socketserver", "ssl",
    "telnetlib", "urllib.request", "urllib3", "xmlrpc",
}  # fmt: skip

# What is planted in which module, and the contract that must then be broken.
BREAKS = [
    ("record/debates.py", "import folkmoot.web.settings", "The library knows no web"),
    ("opinion/votes.py", "import django", "The library knows no web"),
    ("web/record/views.py", "import folkmoot.cli.common", "The application knows no command"),
    ("record/debates.py", "import folkmoot.opinion", "Subjects of the library stack one way"),
    ("record/debates.py", "import folkmoot.meetings", "Subjects of the library stack one way"),
    (
        "meetings/sheets.py",
        "def late():\n    import folkmoot.tracing",
        "Subjects of the library stack one way",
    ),
    ("web/meetings/models.py", "import folkmoot.web.opinion.models", "Rooms stack one way"),
    ("web/journal/models.py", "import folkmoot.web.consent.models", "Rooms stack one way"),
    ("web/meetings/models.py", "import folkmoot.web.meetings.views", "Inside a room"),
    ("web/meetings/queries.py", "import folkmoot.web.meetings.actions", "Inside a room"),
    ("opinion/votes.py", "import sklearn", "Web workers never load scikit-learn"),
]


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(
        command, cwd=source.parent, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("laws")
    shutil.copytree(SOURCE, copy / "src" / "folkmoot")
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_every_import_law_holds() -> None:
    result = lint(ROOT / "src")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("module", "line", "law"), BREAKS)
def test_a_broken_law_is_caught(scratch: Path, module: str, line: str, law: str) -> None:
    path = scratch / "src" / "folkmoot" / module
    kept = path.read_text() if path.exists() else None
    path.write_text((kept or "") + f"\n{line}\n")
    try:
        result = lint(scratch / "src")
    finally:
        path.write_text(kept) if kept is not None else path.unlink()
    assert result.returncode != 0
    broken = [row for row in result.stdout.splitlines() if "BROKEN" in row]
    assert any(law in row for row in broken), result.stdout


def imported(path: Path, *, whole: bool) -> Iterator[str]:
    """Names a module imports; with whole=False only at the top, outside functions."""
    tree = ast.parse(path.read_text())
    nodes = ast.walk(tree) if whole else iter(_top_level(tree))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _top_level(tree: ast.Module) -> Iterator[ast.AST]:
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        yield node
        pending.extend(ast.iter_child_nodes(node))


def _opens_a_socket(path: Path) -> set[str]:
    names = set(imported(path, whole=True))
    return {name for name in names if any(name == s or name.startswith(f"{s}.") for s in SOCKET_MODULES)}


def test_only_the_fetcher_can_open_a_socket() -> None:
    downstairs = [p for p in SOURCE.rglob("*.py") if not p.is_relative_to(SOURCE / "web")]
    allowed = {SOURCE / "record" / "fetch.py", SOURCE / "cli" / "serving.py"}
    found = {str(p.relative_to(SOURCE)): _opens_a_socket(p) for p in downstairs if p not in allowed}
    assert {name: modules for name, modules in found.items() if modules} == {}


def test_a_socket_opened_elsewhere_is_caught(tmp_path: Path) -> None:
    module = tmp_path / "reader.py"
    module.write_text("def f():\n    from urllib import request\n")
    assert _opens_a_socket(module) == {"urllib.request"}


def test_nothing_but_the_gate_hands_mail_to_anybody() -> None:
    ways_out = ("django.core.mail", "smtplib", "anymail")
    every = {str(p.relative_to(SOURCE)): set(imported(p, whole=True)) for p in SOURCE.rglob("*.py")}
    found = {name for name, modules in every.items() if any(m.startswith(ways_out) for m in modules)}
    assert found == {"web/consent/gate.py"}


def test_commands_meet_the_web_only_inside_a_function() -> None:
    for path in (SOURCE / "cli").glob("*.py"):
        early = [n for n in imported(path, whole=False) if n.split(".")[0] == "django" or ".web" in n]
        assert early == [], f"{path.name} imports {early} at its top"
