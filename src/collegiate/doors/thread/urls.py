"""The address of a thread."""

from django.urls import path

from collegiate.doors.thread import views

urlpatterns = [path("<slug:slug>/", views.thread, name="thread")]
