from django.urls import path

from folkmoot.web.record.views import downloads, feeds, meaning, people, reading, searching, written

urlpatterns = [
    path("", reading.front, name="record"),
    path("search/", searching.search, name="record_search"),
    path("search/how/", searching.how, name="record_search_how"),
    path("search/results.csv", searching.as_csv, name="record_search_csv"),
    path("search/results.json", searching.as_json, name="record_search_json"),
    path("search/feed.xml", searching.as_feed, name="record_search_feed"),
    path("downloads/", downloads.downloads, name="record_downloads"),
    path("downloads/<str:archive>", downloads.archive, name="record_archive"),
    path("people/", people.people, name="people"),
    path(
        "people/<path:person>/departments/<slug:department>/",
        people.person_department,
        name="person_department",
    ),
    path("people/<path:person>/with/<path:other>/", people.together, name="people_together"),
    path("people/<path:person>/spoken-of/", meaning.spoken_of, name="person_spoken_of"),
    path("people/<path:person>/questions/", written.of_person, name="person_questions"),
    path("people/<path:person>/feed.xml", feeds.person, name="person_feed"),
    path("people/<path:person>/", people.person, name="person"),
    path("questions/", written.on_day, name="questions"),
    path("departments/", people.departments, name="departments"),
    path("departments/<slug:department>/feed.xml", feeds.department, name="department_feed"),
    path("departments/<slug:department>/", people.department, name="department"),
    path("days/<str:day>/", reading.day, name="day"),
    path("debates/<path:debate>/references.json", meaning.references, name="debate_references"),
    path("debates/<path:debate>/feed.xml", feeds.debate, name="debate_feed"),
    path("debates/<path:debate>/", reading.debate, name="debate"),
    path("contributions/<path:contribution>/", reading.contribution, name="contribution"),
    path("divisions/<path:division>/", reading.division, name="division"),
]
