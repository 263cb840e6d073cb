from django.urls import path

from folkmoot.web.alerts import views

urlpatterns = [
    path("", views.new, name="follow"),
    path("asked/", views.asked, name="follow_asked"),
    path("lost/", views.lost, name="follow_lost"),
    path("stopped/", views.stopped, name="follow_stopped"),
    path("confirm/<uuid:key>/", views.confirm, name="follow_confirm"),
    path("never/<uuid:key>/", views.never, name="follow_never"),
    path("stop/<uuid:key>/", views.stop, name="follow_stop"),
    path("stop/<uuid:key>/<slug:often>/", views.stop_letters, name="follow_stop_letters"),
    path("mine/<uuid:key>/", views.mine, name="follow_mine"),
    path("mine/<uuid:key>/often/", views.change, name="follow_often"),
    path("mine/<uuid:key>/forget/", views.forget, name="follow_forget"),
    path("mine/<uuid:key>/stop/<int:following>/", views.stop_one, name="follow_stop_one"),
]
