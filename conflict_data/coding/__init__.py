"""Coding: from claims to events, munitions and evidence, by ACLED's rules and ours."""

from conflict_data.coding.build import Built, build
from conflict_data.coding.choice import Candidate, Policy

__all__ = ["Built", "Candidate", "Policy", "build"]
