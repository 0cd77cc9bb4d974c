"""The addresses of practice."""

from django.urls import path

from collegiate.improvement.practice import views

app_name = "practice"
urlpatterns = [
    path("", views.library, name="library"),
    path("new/", views.draft, name="draft"),
    path("<int:pk>/", views.practice, name="practice"),
    path("<int:pk>/consent/", views.consent, name="consent"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
