"""The addresses of the training day."""

from django.urls import path

from collegiate.partnership.training_day import views

app_name = "training_day"
urlpatterns = [
    path("", views.days, name="days"),
    path("new/", views.set_day, name="set_day"),
    path("<int:pk>/", views.programme, name="programme"),
    path("<int:pk>/wishes/", views.wishes, name="wishes"),
    path("<int:pk>/mine/", views.mine, name="mine"),
    path("<int:pk>/slots/<int:slot>/", views.choose, name="choose"),
    path("<int:pk>/places/<int:booking>/give-up/", views.give_up, name="give_up"),
    path("<int:pk>/board/", views.board, name="board"),
    path("<int:pk>/stage/<slug:to>/", views.move, name="move"),
    path("<int:pk>/slots/new/", views.add_slot, name="add_slot"),
    path("<int:pk>/rooms/new/", views.add_room, name="add_room"),
    path("<int:pk>/sessions/new/", views.add_session, name="add_session"),
]
