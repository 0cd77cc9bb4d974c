"""The addresses at which files come in and go out."""

from django.urls import path

from collegiate.doors.exchange import views

app_name = "exchange"
urlpatterns = [
    path("results/", views.results, name="results"),
    path("opening-balances/", views.opening, name="opening"),
    path("statement/", views.statement, name="statement"),
]
