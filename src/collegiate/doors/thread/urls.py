"""The addresses of threads."""

from django.urls import path

from collegiate.doors.thread import views

urlpatterns = [
    path("", views.threads, name="threads"),
    path("<slug:slug>/", views.thread, name="thread"),
]
