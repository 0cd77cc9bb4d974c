"""The addresses of the directory of children's services."""

from django.urls import path

from collegiate.partnership.childrens_services import views

app_name = "childrens_services"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("new/", views.add, name="add"),
    path("<int:pk>/", views.service, name="service"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/still-right/", views.still_right, name="still_right"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/list-again/", views.list_again, name="list_again"),
]
