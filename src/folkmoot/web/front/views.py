from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "front/home.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "front/privacy.html")


def healthz(_request: HttpRequest) -> HttpResponse:
    """200 when the house answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
