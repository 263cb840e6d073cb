from django.urls import path

from folkmoot.web.replies import views

urlpatterns = [
    path("named/", views.look, name="named"),
    path("named/all/", views.everything, name="named_all"),
    path("named/requests/", views.waiting, name="named_requests"),
    path("named/requests/<int:number>/", views.decide, name="named_decide"),
    path("named/asked/<uuid:key>/", views.asked, name="named_asked"),
    path("named/asked/<uuid:key>/withdraw/", views.withdraw, name="named_withdraw"),
    path("named/<slug:kind>/<str:key>/", views.answer, name="named_answer"),
    path("corrections/", views.corrections, name="corrections"),
]
