"""The `folkmoot` command: subjects are loaded when they are named, so that --help is quick."""

from __future__ import annotations

import importlib
import sqlite3
import sys

import click

from folkmoot import __version__
from folkmoot.cli.common import home_option
from folkmoot.errors import FolkmootError

# What SQLite says where the disk, not the question, is at fault.
_OF_THE_DISK = ("FULL", "IOERR", "READONLY", "CANTOPEN", "CORRUPT", "NOTADB", "BUSY", "LOCKED", "PERM")
SUBJECTS = {
    "record": "folkmoot.cli.record:record",
    "meetings": "folkmoot.cli.meetings:meetings",
    "hall": "folkmoot.cli.hall:hall",
    "opinion": "folkmoot.cli.opinion:opinion",
    "manifesto": "folkmoot.cli.manifesto:manifesto",
    "tracing": "folkmoot.cli.tracing:tracing",
    "alerts": "folkmoot.cli.alerts:alerts",
    "journal": "folkmoot.cli.journal:journal",
    "accounts": "folkmoot.cli.accounts:accounts",
    "backup": "folkmoot.cli.keeping:backup",
    "restore": "folkmoot.cli.keeping:restore",
    "erase": "folkmoot.cli.keeping:erase",
    "serve": "folkmoot.cli.serving:serve",
    "worker": "folkmoot.cli.serving:worker",
    "check": "folkmoot.cli.checking:check",
    "settings": "folkmoot.cli.settings:settings",
    "example": "folkmoot.cli.example:example",
}


class Subjects(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(SUBJECTS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in SUBJECTS:
            return None
        module, attribute = SUBJECTS[name].split(":")
        try:
            command: click.Command = getattr(importlib.import_module(module), attribute)
        except ModuleNotFoundError as missing:
            if missing.name == module:
                return None  # a subject that is not in this installation
            raise
        return command


@click.group(cls=Subjects, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="folkmoot")
@home_option
def folkmoot() -> None:
    """Keep the thread from what somebody says at a table to what is done about it."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command. Exit status 0, 1 with one sentence on standard error, or 2 for usage."""
    try:
        folkmoot.main(args=arguments, standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(1)
    except (FolkmootError, click.ClickException) as error:
        click.echo(f"folkmoot: {error.message}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        trouble = next((one for one in (error, error.__cause__) if _is_the_disk(one)), None)
        if trouble is None:
            raise
        click.echo(f"folkmoot: {_about_the_disk(trouble)}", err=True)
        sys.exit(1)


def _is_the_disk(error: BaseException | None) -> bool:
    """Whether a file could not be used; a question no database can make sense of is our own fault."""
    if isinstance(error, sqlite3.Error):  # Django wraps one as the cause of its own
        return getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").startswith(_OF_THE_DISK)
    return isinstance(error, OSError)


def _about_the_disk(error: BaseException) -> str:
    """A full disk, a folder that may not be written: what the system says, and where."""
    if isinstance(error, OSError) and error.filename:
        what = f"{error.filename}: {error.strerror}"
    else:
        what = str(error)
    return f"{what}. See that it is there, may be written and has room, or name another folder with --home."
