"""Looks up."""

from collegiate.partnership.governance import models
