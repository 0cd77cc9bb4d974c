"""Listens."""

from django.db.models.signals import post_save
