from django.urls import path

from folkmoot.web.manifesto import views

urlpatterns = [
    path("", views.manifesto, name="manifesto"),
    path("draft/", views.draft, name="plank_draft"),
    path("planks/<slug:slug>/", views.plank, name="plank"),
    path("planks/<slug:slug>/edit/", views.edit, name="plank_edit"),
]
