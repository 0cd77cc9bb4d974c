"""
How far do observers of the same lessons agree?

A rise in observed teaching quality means nothing until observers agree, so every trend built on observation carries
the figure worked out here. Two observers with grades: `weighted_kappa`. Any number of observers, with gaps:
`krippendorff_alpha`. Scores on a scale without steps: `intraclass`. All three are 1 for perfect agreement and 0 for
what chance alone would give.
"""

from collegiate.analytics.observers.alpha import krippendorff_alpha
from collegiate.analytics.observers.correlation import intraclass
from collegiate.analytics.observers.kappa import weighted_kappa
from collegiate.analytics.observers.result import ObserverAgreement

__all__ = ["ObserverAgreement", "intraclass", "krippendorff_alpha", "weighted_kappa"]
