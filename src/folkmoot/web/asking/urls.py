from django.urls import path

from folkmoot.web.asking.views import asks, promises, who

urlpatterns = [
    path("thread/<slug:slug>/act/", who.can_act, name="who_can_act"),
    path("thread/<slug:slug>/act/department/", who.department, name="department_decide"),
    path("thread/<slug:slug>/act/ask/", asks.draft, name="ask_draft"),
    path("thread/<slug:slug>/act/promise/", promises.enter, name="promise_enter"),
    path("asks/", asks.listed, name="asks"),
    path("asks/<int:number>/", asks.ask, name="ask"),
    path("asks/<int:number>/edit/", asks.edit, name="ask_edit"),
    path("asks/<int:number>/step/", asks.step, name="ask_step"),
    path("asks/<int:number>/answer/", asks.answer, name="ask_answer"),
    path("asks/<int:number>/letter/", asks.letter, name="ask_letter"),
    path("asks/<int:number>/letter.txt", asks.as_text, name="ask_text"),
    path("promises/", promises.listed, name="promises"),
    path("promises/<int:number>/", promises.promise, name="promise"),
    path("promises/<int:number>/judge/", promises.judge, name="promise_judge"),
    path("promises/<int:number>/reply/", promises.reply, name="promise_reply"),
]
