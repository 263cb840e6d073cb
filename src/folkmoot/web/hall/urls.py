from django.urls import path

from folkmoot.web.hall.views import desk, helping, moderating, running, tables, transcript, voting, wall

urlpatterns = [
    # those who vote
    path("s/", voting.type_code, name="slip_code"),
    path("s/<str:code>/", voting.slip, name="slip"),
    path("j/<slug:slug>/", voting.open_link, name="open_link"),
    path("vote/<slug:slug>/", voting.vote, name="vote"),
    path("vote/<slug:slug>/mine/", voting.mine, name="vote_mine"),
    # tables
    path("t/worker.js", tables.service_worker, name="table_worker"),
    path("t/<str:code>/", tables.at_table, name="at_table"),
    path("t/<str:code>/send/", tables.send, name="table_send"),
    # the wall
    path("wall/<slug:slug>/", wall.wall, name="wall"),
    # helpers and staff
    path("b/<str:code>/", helping.badge, name="badge"),
    path("evenings/new/", running.begin, name="evening_begin"),
    path("evenings/<slug:slug>/", running.evening, name="evening"),
    path("evenings/<slug:slug>/turn/", running.turn, name="evening_turn"),
    path("evenings/<slug:slug>/slips/", running.slips, name="slips"),
    path("evenings/<slug:slug>/sheet/", running.ballot, name="ballot"),
    path("evenings/<slug:slug>/tables/", running.tables, name="table_sheets"),
    path("evenings/<slug:slug>/badges/", running.hand_out, name="badge_make"),
    path("evenings/<slug:slug>/badges/<int:badge>/end/", running.revoke, name="badge_revoke"),
    path("evenings/<slug:slug>/paper/", helping.paper, name="paper"),
    path("evenings/<slug:slug>/statements/", desk.statements, name="statement_desk"),
    path("evenings/<slug:slug>/transcript/", transcript.transcript, name="transcript"),
    path("evenings/<slug:slug>/reports/", desk.reports, name="report_desk"),
    path("evenings/<slug:slug>/moderate/", moderating.moderate, name="moderate"),
    path("evenings/<slug:slug>/risk/", desk.at_risk, name="at_risk"),
    path("evenings/<slug:slug>/timing/", running.timing, name="timing"),
    path("evenings/<slug:slug>/wall/", wall.desk, name="wall_desk"),
]
