"""What our documents claim is true: files they name exist, links lead somewhere, settings are all there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from folkmoot.cli.main import SUBJECTS, folkmoot
from folkmoot.environment import SETTINGS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)")
NAMED_FILE = re.compile(r"`((?:tests|src|docs|benchmarks|examples|\.ci)/[\w./-]+)`")
COMMAND = re.compile(r"^\s*(?:\$ )?folkmoot ((?:--home \S+ )?[a-z]+(?: [a-z]+)?)", re.MULTILINE)


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    targets = [
        t for t in LINK.findall(document.read_text()) if "://" not in t and not t.startswith("mailto:")
    ]
    assert [t for t in targets if not (document.parent / t).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_file_a_document_names_exists(document: Path) -> None:
    assert [name for name in NAMED_FILE.findall(document.read_text()) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_command_a_document_shows_exists(document: Path) -> None:
    for shown in COMMAND.findall(document.read_text()):
        words = re.sub(r"--home \S+ ", "", shown).split()
        assert words[0] in SUBJECTS, f"{document.name} shows 'folkmoot {shown}'"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_of_the_command_line_explains_itself(subject: str) -> None:
    result = CliRunner().invoke(folkmoot, [subject, "--help"])
    assert result.exit_code == 0, result.output
    assert len(result.output) > 80


def test_the_reference_lists_every_setting_with_its_default_and_help() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text()
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "empty"
        assert f"| `{setting.name}` | {default} | {setting.help} |" in page


def test_nothing_names_a_machine_or_a_download_host() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in tracked.stdout.splitlines():
        if name.endswith((".txt", ".toml", ".md", ".py", "Makefile", "run")) and name != ids(Path(__file__)):
            text = (ROOT / name).read_text()
            assert not re.search(r"--(extra-)?index-url|--find-links http", text.replace("--no-emit-", "")), (
                name
            )
