"""What stands on the page of downloads: every form of the record as one archive, listed in one file."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib.util
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from folkmoot.errors import Unreadable
from folkmoot.record.exporting import snapshots
from folkmoot.record.store import publish, schema

LIST = "downloads.json"
KEPT = 2
FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Archive:
    """One file to download. `sha256` is of the file, `digest` of what is in it; not `here`: let go."""

    name: str
    form: str
    number: int
    day: str
    first: str
    last: str
    bytes: int
    sha256: str
    digest: str
    licence: str
    citation: str
    here: bool = True


def archives(
    record: Path | str,
    folder: Path | str,
    *,
    day: dt.date,
    keep: int = KEPT,
    say: Callable[[str], None] = lambda _words: None,
) -> tuple[Archive, ...]:
    """Make an archive of every form of the record as it is now. Returns all that are listed, newest first.

    Forms whose extra is not installed are left out. The archives of `keep` numbers stay; of older
    ones the list keeps name, number and digest, so that whoever cited one can still be checked.
    Raises NotFound where there is no record.
    """
    record, folder = Path(record), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    known = {one.name: one for one in listed(folder)}
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as making:
        for form in (FOLDER, *snapshots.FORMS):
            if form == "parquet" and importlib.util.find_spec("pyarrow") is None:
                say("parquet is left out: it needs pip install 'folkmoot[parquet]'")
                continue
            made = _made(record, folder, Path(making), form, day)
            known[made.name] = made
            say(f"{made.name}: {made.bytes / 1e6:,.1f} MB")
    kept = sorted({one.number for one in known.values()})[-keep:]
    everything = sorted(known.values(), key=lambda one: (-one.number, one.name))
    found = tuple(_let_go(folder, one) if one.number not in kept else one for one in everything)
    _write_list(folder, found)
    return found


def listed(folder: Path | str) -> tuple[Archive, ...]:
    """The archives of a folder, newest first; none where none were made. Raises Unreadable."""
    path = Path(folder) / LIST
    try:
        return tuple(Archive(**one) for one in json.loads(path.read_text(encoding="utf-8"))["archives"])
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(
            f"{path} cannot be read ({error}); delete it and make the downloads again with "
            "'folkmoot record downloads'.",
            file=str(path),
            line=0,
        ) from error


def _made(record: Path, folder: Path, making: Path, form: str, day: dt.date) -> Archive:
    unpacked = making / form
    if form == FOLDER:
        publish(record, unpacked)
        digest = snapshots.digest_of(unpacked / "manifest.json")
    else:
        digest = snapshots.export(record, unpacked, form=form, day=day).digest
    db = schema.reading(record)
    about = snapshots.contents(db)
    db.close()
    number = about["number"]
    name = f"record-{number}-{form}.zip"
    packed = making / name
    _pack(unpacked, packed, pressed=form != "parquet")
    shutil.rmtree(unpacked)
    packed.chmod(0o644)
    made = Archive(
        name=name,
        form=form,
        number=number,
        day=day.isoformat(),
        first=about["first"],
        last=about["last"],
        bytes=packed.stat().st_size,
        sha256=snapshots.digest_of(packed),
        digest=digest,
        licence=about["licence"],
        citation=snapshots.citation(form, number, digest, day, about["first"], about["last"]),
    )
    packed.rename(folder / name)
    return made


def _pack(folder: Path, path: Path, *, pressed: bool) -> None:
    how = zipfile.ZIP_DEFLATED if pressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", how, compresslevel=6) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{path.stem}/{file.relative_to(folder).as_posix()}")


def _let_go(folder: Path, one: Archive) -> Archive:
    with contextlib.suppress(FileNotFoundError):
        (folder / one.name).unlink()
    return Archive(**{**asdict(one), "here": False})


def _write_list(folder: Path, found: Sequence[Archive]) -> None:
    making = folder / f".{LIST}"
    making.write_text(
        json.dumps({"archives": [asdict(one) for one in found]}, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )
    making.chmod(0o644)
    making.rename(folder / LIST)
