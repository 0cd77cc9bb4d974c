from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "collegiate.doors.thread"
    label = "thread"
    verbose_name = "Thread"
