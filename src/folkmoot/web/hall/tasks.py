"""What the background worker does for the hall."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django_tasks import task

from folkmoot.errors import NotSent, Refused
from folkmoot.web.accounts.models import User
from folkmoot.web.consent.gate import Letter, Post
from folkmoot.web.hall.actions.risk import note_told
from folkmoot.web.hall.models import AtRisk
from folkmoot.web.hall.queries.risk import to_tell


@task()
def tell_of_risk(risk_id: int) -> None:
    """Mail the stewards and the staff of the moot that a note needs them; none of its words are in it."""
    risk = AtRisk.objects.select_related("moot", "table").filter(pk=risk_id).first()
    if risk is None or risk.told:
        return
    with Post() as post:
        told = [person.name for person in to_tell(risk) if _reached(post, risk, person)]
    note_told(risk, told)


def _reached(post: Post, risk: AtRisk, person: User) -> bool:
    place = str(risk.table) if risk.table else risk.moot.title
    words = _(
        "A note written at %(moot)s, %(place)s, says that somebody may be in danger. Sign in and open "
        "“The evening” of that moot to read it."
    ) % {"moot": risk.moot.title, "place": place}
    letter = Letter(
        key=f"at-risk-{risk.key}-{person.pk}",
        to=person.email,
        purpose="hall.at_risk",
        subject=_("%(body)s: somebody may be in danger") % {"body": settings.FOLKMOOT_BODY},
        words=words,
        why=_("You get this because you are a steward here or run that moot."),
    )
    try:
        return post.send(letter)
    except (Refused, NotSent):
        return False  # the page of the evening says it all the same, and that nobody was reached
