from django.urls import path

from folkmoot.web.opinion import views

urlpatterns = [
    path("<slug:slug>/opinion/", views.opinion, name="opinion"),
    path("<slug:slug>/opinion/map.svg", views.opinion_map, name="opinion_map"),
]
