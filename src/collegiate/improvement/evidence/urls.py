"""The addresses of evidence."""

from django.urls import path

from collegiate.improvement.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.schools, name="schools"),
    path("indicators/", views.definitions, name="indicators"),
    path("indicators/<slug:code>/", views.definition, name="indicator"),
    path("loadings/", views.loadings, name="loadings"),
    path("findings/<int:pk>/", views.finding, name="finding"),
    path("<str:urn>/", views.school, name="school"),
]
