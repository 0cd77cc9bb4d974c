"""The addresses of the fund."""

from django.urls import path

from collegiate.improvement.fund import views

app_name = "fund"
urlpatterns = [
    path("", views.fund, name="fund"),
    path("open/", views.open_fund, name="open_fund"),
    path("transfer/", views.transfer, name="transfer"),
    path("<int:pk>/", views.fund, name="pot"),
    path("entries/<int:pk>/", views.entry, name="entry"),
    path("entries/<int:pk>/reverse/", views.reverse_entry, name="reverse"),
    path("commitments/<int:pk>/release/", views.release, name="release"),
    path("contributions/", views.contributions, name="contributions"),
    path("contributions/expect/", views.expect, name="expect"),
    path("contributions/<int:pk>/receive/", views.receive, name="receive"),
    path("payments/", views.payments, name="payments"),
    path("payments/<int:pk>/", views.payment, name="payment"),
    path("payments/<int:pk>/refuse/", views.refuse, name="refuse"),
]
