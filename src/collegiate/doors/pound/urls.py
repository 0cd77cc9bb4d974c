"""The addresses at which a pound is followed."""

from django.urls import path

from collegiate.doors.pound import views

urlpatterns = [
    path("", views.follow, name="follow"),
    path("payments/<int:pk>/", views.payment, name="follow-payment"),
    path("contributions/<int:pk>/", views.contribution, name="follow-contribution"),
]
