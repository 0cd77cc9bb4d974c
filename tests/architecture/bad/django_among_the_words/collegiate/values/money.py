"""Money that needs a database."""


def pounds():
    from django.db import models

    return models
