from django.urls import path

from folkmoot.web.attribution.views import pages, words

urlpatterns = [
    path("pages/", pages.pages, name="copied_pages"),
    path("pages/bring/", pages.bring, name="copied_page_bring"),
    path("pages/<uuid:key>/", pages.page, name="copied_page"),
    path("pages/<uuid:key>/day/", pages.day, name="copied_page_day"),
    path("pages/<uuid:key>/save/", pages.save, name="copied_page_save"),
    path("pages/<uuid:key>/discard/", pages.discard, name="copied_page_discard"),
    path("pages/<uuid:key>/lines.<str:shape>", pages.export, name="copied_page_export"),
    path("pages/<uuid:key>/lines/<int:line>/", pages.line, name="copied_line"),
    path("pages/<uuid:key>/undo/<int:decision>/", pages.undo, name="copied_line_undo"),
    path("undo/<int:decision>/", words.undo, name="meant_undo"),
    path("<int:paragraph>/<int:start>/<int:end>/<path:contribution>/", words.meant, name="meant"),
]
