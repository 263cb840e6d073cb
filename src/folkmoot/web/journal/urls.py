from django.urls import path

from folkmoot.web.journal import views

urlpatterns = [path("", views.journal, name="journal")]
