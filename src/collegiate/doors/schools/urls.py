"""The addresses of schools: by URN, and by our own key for those who link to one."""

from django.urls import path

from collegiate.doors.schools import views

urlpatterns = [
    path("of/<int:pk>/", views.known_by, name="school-known-by"),
    path("of/<int:pk>/money/", views.money_of, name="school-money-of"),
    path("of/<int:pk>/sheet/", views.sheet, name="school-sheet"),
    path("<str:urn>/", views.school, name="school"),
    path("<str:urn>/money/", views.money, name="school-money"),
]
