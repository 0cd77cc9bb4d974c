"""The addresses of communications."""

from django.urls import path

from collegiate.partnership.communications import views

app_name = "communications"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:pk>/", views.notice, name="notice"),
    path("preferences/", views.preferences, name="preferences"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("new/", views.write, name="write"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.sending, name="sending"),
    path("outbox/<int:pk>/today/", views.hasten, name="hasten"),
    path("outbox/<int:pk>/again/<int:delivery>/", views.again, name="again"),
    path("questions/", views.enquiries, name="enquiries"),
    path("questions/new/", views.ask, name="ask"),
    path("questions/<int:pk>/", views.enquiry, name="enquiry"),
    path("questions/<int:pk>/answer/", views.answer, name="answer"),
    path("never/", views.never, name="never"),
    path("never/<int:pk>/off/", views.unlist, name="unlist"),
]
