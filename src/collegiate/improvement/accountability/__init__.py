"""The report in four aspects: implementation and impact, quality of teaching, outcomes, and schools' feedback on the services."""
