"""Names people in the record."""

from collegiate.partnership.members import models
