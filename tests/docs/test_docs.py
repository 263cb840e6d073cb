"""What our documents claim is true: files they name exist, links lead somewhere, settings are all there."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from folkmoot.cli.main import SUBJECTS, folkmoot
from folkmoot.environment import SETTINGS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)")
NAMED_FILE = re.compile(r"`((?:tests|src|docs|benchmarks|examples|\.ci)/[\w./-]+)`")
COMMAND = re.compile(r"(?:^\s*|`|\| |[A-Z_]=\S+ )folkmoot ((?:--home \S+ )?[a-z][^`\n]*)", re.MULTILINE)


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
def test_every_command_a_document_shows_exists_with_its_options(document: Path) -> None:
    for shown in COMMAND.findall(document.read_text()):
        words = shlex.split(re.split(r" & | ?#| [|;>] |  +(?![\"'-])", shown)[0])
        if words:
            _taken(document.name, folkmoot, words)


def _taken(document: str, command: click.Command, words: list[str]) -> None:
    """Let click read the words as it would, without doing what they say; a subject alone is a subject."""
    context = click.Context(command)
    if words[:1] == ["--home"]:
        words = words[2:]
    if isinstance(command, click.Group):
        if words:
            named = command.get_command(context, words[0])
            assert named, f"{document} shows {words[0]!r}, which is no command of {command.name}"
            _taken(document, named, words[1:])
        return
    try:
        command.make_parser(context).parse_args(list(words))
    except click.UsageError as error:
        pytest.fail(f"{document} shows 'folkmoot … {command.name} {' '.join(words)}': {error.message}")


@pytest.mark.parametrize("wrong", ["record sarch housing", "record search housing --newst", "nothing"])
def test_a_command_that_is_not_there_would_be_found(wrong: str) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        _taken("a document", folkmoot, wrong.split())


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
