"""The addresses of this chapter."""

from django.urls import path

from collegiate.foundation.ui import views

urlpatterns = [path("", views.gallery, name="gallery")]
