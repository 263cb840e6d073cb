from django.urls import path

from folkmoot.web.meetings import desk, views

urlpatterns = [
    path("", views.moots, name="moots"),
    path("read/", desk.upload, name="moot_upload"),
    path("template.<str:shape>", views.template, name="moot_template"),
    path("<slug:slug>/", views.moot, name="moot"),
    path("<slug:slug>/tables/<int:number>/", views.table, name="table"),
    path("<slug:slug>/statements/", views.statements, name="statements"),
    path("<slug:slug>/statements/<int:number>/", views.statement, name="statement"),
    path("<slug:slug>/notes/<uuid:key>/", views.note, name="note"),
    path("<slug:slug>/release/", desk.release, name="release"),
    path("<slug:slug>/notes/<uuid:key>/hide/", desk.hide, name="note_hide"),
    path("<slug:slug>/notes/<uuid:key>/settle/", desk.settle, name="note_settle"),
    path("<slug:slug>/export.<str:shape>", views.export, name="moot_export"),
]
