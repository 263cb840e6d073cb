"""Every address of the application: one prefix a room."""

from django.urls import include, path

urlpatterns = [
    path("", include("folkmoot.web.front.urls")),
    path("accounts/", include("folkmoot.web.accounts.urls")),
    path("record/", include("folkmoot.web.record.urls")),
    path("moots/", include("folkmoot.web.meetings.urls")),
    path("moots/", include("folkmoot.web.opinion.urls")),
    path("", include("folkmoot.web.hall.urls")),
    path("manifesto/", include("folkmoot.web.manifesto.urls")),
    path("", include("folkmoot.web.tracing.urls")),
    path("follow/", include("folkmoot.web.alerts.urls")),
    path("journal/", include("folkmoot.web.journal.urls")),
]
