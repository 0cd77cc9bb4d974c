"""
What schools were awarded from the pooled fund, as the 360Giving Data Standard has it, so that others can use it.

The standard is at https://standard.threesixtygiving.org; we write its version 1.4 and check what we write, by its own schema
where somebody has that, and by rules of our own words where not.
"""

from collegiate.doors.exchange.awards.checking import faults, faults_by_schema
from collegiate.doors.exchange.awards.found import Award, Awards, awards
from collegiate.doors.exchange.awards.grants import as_csv, as_package

__all__ = ["Award", "Awards", "as_csv", "as_package", "awards", "faults", "faults_by_schema"]
