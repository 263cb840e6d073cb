"""Every address of the application: one prefix a room."""

from django.urls import include, path

from folkmoot.web.api import api
from folkmoot.web.api.reference import reference
from folkmoot.web.record.views.downloads import whole

urlpatterns = [
    path("", include("folkmoot.web.front.urls")),
    path("accounts/", include("folkmoot.web.accounts.urls")),
    path("", include("folkmoot.web.replies.urls")),
    path("record/", include("folkmoot.web.record.urls")),
    path("meant/", include("folkmoot.web.attribution.urls")),
    path("moots/", include("folkmoot.web.meetings.urls")),
    path("moots/", include("folkmoot.web.opinion.urls")),
    path("", include("folkmoot.web.themes.urls")),
    path("", include("folkmoot.web.hall.urls")),
    path("manifesto/", include("folkmoot.web.manifesto.urls")),
    path("", include("folkmoot.web.tracing.urls")),
    path("", include("folkmoot.web.asking.urls")),
    path("told/", include("folkmoot.web.told.urls")),
    path("follow/", include("folkmoot.web.alerts.urls")),
    path("downloads/<str:archive>", whole, name="record_archive_whole"),
    path("api/docs/", reference, name="api_reference"),
    path("api/", api.urls),
    path("journal/", include("folkmoot.web.journal.urls")),
]
