"""What the background worker does for the hall."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django_tasks import task

from folkmoot.web.hall.actions.risk import note_told
from folkmoot.web.hall.models import AtRisk
from folkmoot.web.hall.queries.risk import to_tell


@task()
def tell_of_risk(risk_id: int) -> None:
    """Mail the stewards and the staff of the moot that a note needs them; none of its words are in it."""
    risk = AtRisk.objects.select_related("moot", "table").filter(pk=risk_id).first()
    if risk is None or risk.told:
        return
    people = to_tell(risk)
    place = str(risk.table) if risk.table else risk.moot.title
    send_mail(
        _("%(body)s: somebody may be in danger") % {"body": settings.FOLKMOOT_BODY},
        _(
            "A note written at %(moot)s, %(place)s, says that somebody may be in danger. Sign in and open "
            "“The evening” of that moot to read it. You get this because you are a steward or run this moot."
        )
        % {"moot": risk.moot.title, "place": place},
        settings.DEFAULT_FROM_EMAIL,
        [person.email for person in people],
    )
    note_told(risk, [person.name for person in people])
