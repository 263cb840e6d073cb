from django.urls import path

from folkmoot.web.opinion import desk, views

urlpatterns = [
    path("report/of-many/", views.report_of_many, name="opinion_report_of_many"),
    path("report/of-many.pdf", views.report_of_many_pdf, name="opinion_report_of_many_pdf"),
    path("<slug:slug>/opinion/", views.opinion, name="opinion"),
    path("<slug:slug>/opinion/map.svg", views.opinion_map, name="opinion_map"),
    path("<slug:slug>/opinion/map.png", views.opinion_map_png, name="opinion_map_png"),
    path("<slug:slug>/opinion/report/", views.report, name="opinion_report"),
    path("<slug:slug>/opinion/report.pdf", views.report_pdf, name="opinion_report_pdf"),
    path("<slug:slug>/opinion/report.json", views.report_data, name="opinion_report_data"),
    path("<slug:slug>/opinion/shown/", desk.shown, name="opinion_shown"),
    path("<slug:slug>/opinion/shown/method/", desk.choose_method, name="opinion_method"),
    path("<slug:slug>/opinion/shown/twice/", desk.tie_twice, name="opinion_twice"),
    path("<slug:slug>/opinion/shown/room/", desk.room, name="opinion_room"),
    path("<slug:slug>/opinion/shown/untie/", desk.untie_twice, name="opinion_untie"),
]
