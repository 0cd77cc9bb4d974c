"""A gap that fetches its own rows."""


def gap():
    from collegiate.foundation.record import models

    return models
