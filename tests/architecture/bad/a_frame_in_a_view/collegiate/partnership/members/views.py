"""Works out numbers on a page."""

import polars as pl
