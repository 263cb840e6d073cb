"""A file of word vectors, strewn at random, for every word of a record."""

from __future__ import annotations

import random
from pathlib import Path

from folkmoot.record.store import Store
from folkmoot.tracing.beside import heard
from folkmoot.tracing.laid_out import small


def write_words(path: Path, record: Store, *, seed: int) -> Path:
    draw = random.Random(seed)
    said = (record.texts_in(sitting.id) for sitting in record.sittings())
    words = sorted({small(word) for texts in said for word in heard(texts)})
    lines = [f"{word} {' '.join(f'{draw.gauss(0, 1):.3f}' for _ in range(30))}\n" for word in words]
    path.write_text("".join(lines), encoding="utf-8")
    return path
