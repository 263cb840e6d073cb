"""The record handed out as files that others read: tables as CSV or Parquet, corpora as ParlaMint TEI.

    export(Path("var/record"), Path("out"), form="csv", day=dt.date(2026, 11, 22))

Every folder is a snapshot: numbered, hashed, with a manifest and the words to cite it by.
"""

from folkmoot.record.exporting.archives import Archive, archives, listed
from folkmoot.record.exporting.snapshots import FORMS, Snapshot, export

__all__ = ["FORMS", "Archive", "Snapshot", "archives", "export", "listed"]
