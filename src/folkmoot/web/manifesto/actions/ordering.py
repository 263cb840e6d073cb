"""The order in which planks stand."""

from __future__ import annotations

from django.db import transaction

from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.manifesto import queries
from folkmoot.web.manifesto.models import Plank


@transaction.atomic
def move_plank(who: User, plank: Plank, *, earlier: bool) -> bool:
    """A plank one place earlier or later among the planks of its section; False where it is at the end."""
    list(Plank.objects.order_by("pk").select_for_update())
    every = list(Plank.objects.order_by("position", "slug"))  # as whoever held them before has left them
    order = [one.pk for one in every]
    beside = _beside(plank, earlier=earlier)
    if beside is None:
        return False
    here, there = order.index(plank.pk), order.index(beside)
    order[here], order[there] = order[there], order[here]
    places = {pk: place for place, pk in enumerate(order, start=1)}
    for one in every:
        one.position = places[one.pk]
    Plank.objects.bulk_update(every, ["position"])
    content = {"section": plank.section, "place": places[plank.pk]}
    write_line(who=who, verb="moved", kind="plank", key=plank.slug, content=content)
    return True


def _beside(plank: Plank, *, earlier: bool) -> int | None:
    """The plank that stands before or after this one under its heading."""
    for _section, planks in queries.manifesto().sections:
        keys = [one.pk for one in planks]
        if plank.pk in keys:
            place = keys.index(plank.pk) + (-1 if earlier else 1)
            return keys[place] if 0 <= place < len(keys) else None
    return None
