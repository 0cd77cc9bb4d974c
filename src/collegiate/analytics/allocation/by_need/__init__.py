"""Sharing a pot of money between schools by their need: terms fixed beforehand, every step shown."""
