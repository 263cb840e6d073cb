from django.urls import path

from folkmoot.web.manifesto.views import amending, became, editions, origins, reading, writing

urlpatterns = [
    path("", reading.manifesto, name="manifesto"),
    path("draft/", writing.draft, name="plank_draft"),
    path("planks/<slug:slug>/", reading.plank, name="plank"),
    path("planks/<slug:slug>/edit/", writing.edit, name="plank_edit"),
    path("planks/<slug:slug>/origins/", origins.origins, name="plank_origins"),
    path("planks/<slug:slug>/split/", writing.split, name="plank_split"),
    path("planks/<slug:slug>/move/", writing.move, name="plank_move"),
    path("planks/<slug:slug>/withdraw/", writing.withdraw, name="plank_withdraw"),
    path("planks/<slug:slug>/card/", reading.card, name="plank_card"),
    path("planks/<slug:slug>/qr.svg", reading.qr, name="plank_qr"),
    path("planks/<slug:slug>/amend/", amending.propose, name="plank_amend"),
    path("planks/<slug:slug>/amendments/<int:number>/", amending.amendment, name="amendment"),
    path("planks/<slug:slug>/amendments/<int:number>/say/", amending.say, name="amendment_say"),
    path("planks/<slug:slug>/amendments/<int:number>/decide/", amending.decide, name="amendment_decide"),
    path("planks/<slug:slug>/sources/", amending.cite, name="plank_cite"),
    path("planks/<slug:slug>/sources/<int:number>/reply/", amending.reply, name="citation_reply"),
    path("became/", became.everywhere, name="became_all"),
    path("became/<slug:slug>/", became.of_moot, name="became"),
    path("became/<slug:slug>/answer/", became.answer, name="became_answer"),
    path("became/<slug:slug>/table/<int:number>/", became.of_table, name="became_table"),
    path("became/<slug:slug>/table/<int:number>/qr.svg", became.table_qr, name="became_table_qr"),
    path("token/<uuid:key>/", became.of_token, name="became_token"),
    path("editions/", editions.listed, name="editions"),
    path("editions/publish/", editions.publish, name="edition_publish"),
    path("editions/<int:number>/", editions.edition, name="edition"),
    path("editions/<int:number>/edition.<str:shape>", editions.download, name="edition_download"),
    path("editions/<int:before>/to/<int:number>/", editions.compared, name="editions_compared"),
]
