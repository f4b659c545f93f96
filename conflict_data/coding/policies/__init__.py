"""Policies: which of several reports to follow. A module with a docstring and one function.

``choose(candidates)`` returns one of the candidates; all of them are current, and their order
means nothing.
"""
