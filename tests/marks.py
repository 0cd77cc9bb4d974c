"""Marks that many tests share."""

import pytest

two_lengths = pytest.mark.parametrize("how_many", [1, 3])
"""Run a list page's test with one row and with three: both must cost the same literal number of queries."""
