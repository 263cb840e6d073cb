"""What the manifesto says, where each plank came from, and what became of each note."""

from folkmoot.web.manifesto.queries.planks import (
    Manifesto,
    Source,
    Step,
    choosable,
    drift,
    gaps_of,
    manifesto,
    planks,
    rows,
    side_by_side,
    sources,
    split_hint,
    steps,
)

__all__ = [
    "Manifesto", "Source", "Step", "choosable", "drift", "gaps_of", "manifesto", "planks", "rows",
    "side_by_side", "sources", "split_hint", "steps",
]  # fmt: skip
