"""What every command promises: --help, --home, --json where it prints things, one sentence for an error."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from folkmoot.cli.main import SUBJECTS, main
from tests.web.house import House

PRINTS_NOTHING_TO_LIST = {"serve", "worker", "meetings template", "record publish", "manifesto export"}
"""Commands that run or write a file; what they print is for a person."""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command that can be run, by its words."""
    for name, place in SUBJECTS.items():
        module, attribute = place.split(":")
        try:
            command = getattr(importlib.import_module(module), attribute)
        except ModuleNotFoundError as missing:
            if missing.name != module:
                raise
            continue  # a subject whose commands are not written yet
        yield from _leaves(name, command)


def _leaves(words: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name in command.commands:
            yield from _leaves(f"{words} {name}", command.commands[name])
    else:
        yield words, command


ALL = dict(commands())


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("words", ALL)
def test_it_can_be_told_the_home(words: str) -> None:
    assert "--home" in options(ALL[words])


@pytest.mark.parametrize("words", sorted(ALL.keys() - PRINTS_NOTHING_TO_LIST))
def test_it_prints_for_programs_too(words: str) -> None:
    assert {"--json", "--format"} <= options(ALL[words])


@pytest.mark.parametrize("words", ALL)
def test_its_help_says_what_it_does(words: str) -> None:
    said = ALL[words].get_short_help_str(200)
    assert len(said) > 15, words
    context = click.Context(ALL[words], info_name=words)
    assert "--home" in ALL[words].get_help(context)


TAKES_ANY_WORDS = {
    words for words in ALL if (ALL[words].context_settings or {}).get("ignore_unknown_options")
}
"""A search takes words that begin with a minus."""


@pytest.mark.parametrize("words", sorted(ALL.keys() - TAKES_ANY_WORDS))
def test_a_usage_error_exits_with_2(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main([*words.split(), "--no-such-option"])
    assert leaving.value.code == 2
    assert "no-such-option" in capsys.readouterr().err.lower()


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return House(home / "home").run(*words)


@pytest.mark.parametrize(
    "words",
    [
        ["journal", "verify", "--head", "ab" * 32],
        ["restore", "nowhere.zip"],
        ["erase", "note", "nothing", "--reason", "asked"],
        ["accounts", "role", "nobody@example.org", "editor"],
        ["accounts", "steward", "x@example.org", "--name", "X"],
    ],
)
def test_an_error_is_one_sentence_on_standard_error_and_exit_1(words: list[str], tmp_path: Path) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("folkmoot: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["meetings", "list"], ["worker", "--once"], ["serve", "--port", "0"]])
def test_a_home_that_is_a_file_or_cannot_be_made_is_named(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    assert "it is a file" in House(tmp_path / "taken").refused(*words)
    assert "/proc/nowhere" in House(Path("/proc/nowhere")).refused(*words)


def test_a_record_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "days.xml").write_text("<publicwhip/>")
    assert "/proc/nowhere" in House(Path("/proc/nowhere")).refused("record", "read", tmp_path)


def test_a_house_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "house.sqlite3").write_bytes(b"not a database " * 99)
    assert "house.sqlite3" in House(tmp_path).refused("meetings", "list")


@pytest.mark.parametrize("address", ["nonsense", "mysql://a/b", "postgresql://u:secret@[bad/x"])
def test_an_address_that_is_no_database_of_ours_is_refused_without_its_password(
    address: str, tmp_path: Path
) -> None:
    said = House(tmp_path, address).refused("meetings", "list")
    assert "DATABASE_URL" in said
    assert "secret" not in said


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    house = House(tmp_path, "postgresql://someone:secret@127.0.0.1:1/house")
    said = house.refused("journal", "verify")
    assert "does not answer" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("words", "plural"),
    [(["settings"], "settings"), (["accounts", "list"], "accounts"), (["journal", "list"], "lines")],
)
def test_json_is_one_object_with_its_list_and_jsonl_the_same_items(
    words: list[str], plural: str, tmp_path: Path
) -> None:
    house = House.with_tables(tmp_path / "home")
    house.steward()
    listed = json.loads(house.folkmoot(*words, "--json"))
    assert listed[plural]
    lines = house.folkmoot(*words, "--format", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == listed[plural]


def test_home_before_or_after_the_command_is_the_same(tmp_path: Path) -> None:
    house = House.with_tables(tmp_path / "elsewhere")
    house.steward()
    other = House(tmp_path / "unused")
    for words in (["--home", house.home, "accounts", "list"], ["accounts", "list", "--home", house.home]):
        assert "Ada Lowe" in other.folkmoot(*words)
    assert not other.home.exists()


def test_help_does_not_wait_for_the_web() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys\nfrom folkmoot.cli.main import main\n"
         "try: main(['--help'])\nexcept SystemExit: pass\nprint('django' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    "words", ["--help", "meetings read --help", "opinion groups --help", "meetings list"]
)
def test_what_counts_nothing_does_not_wait_for_the_mathematics(words: str, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom folkmoot.cli.main import main\n"
        f"try: main({words.split()!r})\nexcept SystemExit: pass\nprint('scipy' in sys.modules)"
    )
    house = House.with_tables(tmp_path / "home")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=house.environment()
    )
    assert done.stdout.splitlines()[-1] == "False"


GROUPS = ["record", "meetings", "opinion", "manifesto", "tracing", "journal", "accounts"]


@pytest.mark.parametrize("group", GROUPS)
def test_a_subject_can_be_told_the_home_too(group: str) -> None:
    module, attribute = SUBJECTS[group].split(":")
    assert "--home" in options(getattr(importlib.import_module(module), attribute))


@pytest.mark.parametrize(
    "words",
    [
        ["record", "read"], ["meetings", "read"], ["manifesto", "read"], ["opinion", "groups"],
        ["tracing", "match", "--statements"], ["restore"], ["example"],
    ],
)  # fmt: skip
def test_a_path_that_is_not_there_is_one_sentence(words: list[str], tmp_path: Path) -> None:
    missing = tmp_path / "nothing" / "here"
    assert str(missing) in House.with_tables(tmp_path / "home").refused(*words, missing)
