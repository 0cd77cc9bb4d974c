"""The addresses that everybody may open."""

from django.urls import path

from collegiate.doors.public_site import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("money/", views.money, name="money"),
    path("open/ledger.<slug:kind>", views.open_ledger, name="open_ledger"),
    path("open/360giving.json", views.open_awards, name="open_awards"),
    path("open/360giving.csv", views.open_awards_as_csv, name="open_awards_as_csv"),
    path("money/<int:pk>/", views.ledger, name="public-ledger"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
