"""The page of a release: every figure beside its sentences, in HTML that needs no network.

There is no script in it; figures and sentences lead to each other by anchors. What articles say is
untrusted: it becomes HTML through :mod:`conflict_data.markup` only, and the page forbids itself to
load or run anything (Content-Security-Policy).
"""
