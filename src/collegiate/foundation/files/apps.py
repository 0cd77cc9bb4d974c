from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "collegiate.foundation.files"
    label = "files"
    verbose_name = "Files"
