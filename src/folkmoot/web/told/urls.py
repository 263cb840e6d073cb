from django.urls import path

from folkmoot.web.told import views

urlpatterns = [
    path("", views.everywhere, name="told_all"),
    path("<slug:slug>/", views.of_moot, name="told_moot"),
    path("<slug:kind>/<slug:key>/", views.told, name="told"),
    path("<slug:kind>/<slug:key>/told.<str:shape>", views.export, name="told_export"),
    path("<slug:kind>/<slug:key>/feed.xml", views.feed, name="told_feed"),
    path("<slug:kind>/<slug:key>/qr.svg", views.qr, name="told_qr"),
]
