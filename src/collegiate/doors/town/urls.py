"""The addresses of a demonstration; config includes them only where the setting is on."""

from django.urls import path

from collegiate.doors.town import views

urlpatterns = [
    path("", views.choose, name="cast"),
    path("<int:pk>/", views.sign_in, name="sign_in_as"),
]
