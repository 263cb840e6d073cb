"""Every setting, one row each: code, docs and `folkmoot settings` read the same table."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: str
    help: str

    def value(self) -> str:
        return os.environ.get(self.name, "") or self.default


# fmt: off
SETTINGS = (
    Setting("FOLKMOOT_HOME", "./var", "Folder that holds the record and the house; --home says the same."),
    Setting("DATABASE_URL", "", "The house in PostgreSQL, postgresql://…; empty: house.sqlite3 in the home."),
    Setting("EMAIL_URL", "", "SMTP server, smtp://user:password@host:port; empty: mail goes to the log."),
    Setting("FOLKMOOT_MAIL_FROM", "", "Who every mail answers to: a person, Ada Lowe <ada@example.org>; empty: no alerts."),
    Setting("FOLKMOOT_ADDRESS", "", "Where people reach this site, https://…, for links in mails; empty: the first host."),
    Setting("FOLKMOOT_SECRET_KEY", "", "Key for sessions and signed links; empty: one is kept in the home."),
    Setting("FOLKMOOT_HOSTS", "localhost,127.0.0.1,[::1]", "Host names this answers to, commas between."),
    Setting("FOLKMOOT_HTTPS", "", "1 when the site is reached by https: secure cookies, HSTS."),
    Setting("FOLKMOOT_BODY", "Folkmoot", "The body that runs this installation, named on every page."),
    Setting("FOLKMOOT_CENSUS", "", "CSV with what the census says of questions about people; empty: census.csv in the home."),
    Setting("FOLKMOOT_VECTORS", "", "File of word vectors (text: .vec, .txt, gzip or not) that helps matching; empty: the record alone."),
    Setting("FOLKMOOT_API_RATE", "3000", "API requests a minute from one address and worker; a hall is one address."),
    Setting("FOLKMOOT_DEBUG", "", "1 for tracebacks in the browser; never on a server others can reach."),
)
# fmt: on

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting(name: str) -> str:
    """The value of one setting: the environment's, else its default."""
    return _BY_NAME[name].value()


def home() -> Path:
    """The folder that holds both stores."""
    return Path(setting("FOLKMOOT_HOME"))


def census_file() -> Path:
    """Where the installation keeps what the census says; the file need not be there."""
    return Path(setting("FOLKMOOT_CENSUS") or home() / "census.csv")


def vectors_file() -> Path | None:
    """The file of word vectors that matching is to use, if there is to be one."""
    return Path(name) if (name := setting("FOLKMOOT_VECTORS")) else None
