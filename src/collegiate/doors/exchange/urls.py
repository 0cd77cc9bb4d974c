"""The addresses at which files come in and go out."""

from django.urls import path

from collegiate.doors.exchange import views

app_name = "exchange"
urlpatterns = [
    path("import/results/", views.results, name="results"),
    path("import/opening-balances/", views.opening, name="opening"),
    path("import/statement/", views.statement, name="statement"),
    path("books/", views.books, name="books"),
    path("books/ledger.<slug:kind>", views.ledger, name="ledger"),
]
