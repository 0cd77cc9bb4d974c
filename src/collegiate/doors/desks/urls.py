"""The addresses of the desks."""

from django.urls import path

from collegiate.doors.desks import views

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("search/", views.search, name="search"),
]
