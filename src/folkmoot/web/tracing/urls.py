from django.urls import path

from folkmoot.web.tracing import views

urlpatterns = [
    path("threads/", views.threads, name="threads"),
    path("thread/<slug:slug>/", views.thread, name="thread"),
    path("thread/<slug:slug>/thread.json", views.export, name="thread_export"),
    path("thread/<slug:slug>/propose/", views.propose, name="thread_propose"),
    path("thread/<slug:slug>/tie/", views.tie, name="thread_tie"),
    path("links/<int:number>/decide/", views.decide, name="link_decide"),
]
