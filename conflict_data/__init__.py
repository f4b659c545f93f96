"""Strikes in the news as an ACLED-style dataset in which every number leads to its sentence.

>>> import conflict_data as cd
>>> articles = cd.load([{"date": "2024-04-14", "text": "Iran fired 120 missiles at Israel."}])
>>> [(claim.quote, claim.low, claim.actors) for claim in cd.extract(articles)]
[('120 missiles', 120.0, ('iran',))]

``load`` articles, ``extract`` claims, ``build`` a Dataset, ``validate`` it, ``write`` and ``read``
it; ``explain`` shows the sentences behind a cell, ``link`` finds the events that two datasets
share. Names are imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from conflict_data.version import __version__

if TYPE_CHECKING:
    from conflict_data import agreement as agreement
    from conflict_data import decisions as decisions
    from conflict_data import errors as errors
    from conflict_data import plots as plots
    from conflict_data.articles import Articles as Articles
    from conflict_data.articles import load as load
    from conflict_data.changes import Changes as Changes
    from conflict_data.changes import diff as diff
    from conflict_data.claims import Claims as Claims
    from conflict_data.claims import extract as extract
    from conflict_data.dataset import Dataset as Dataset
    from conflict_data.dataset import build as build
    from conflict_data.dataset import read as read
    from conflict_data.dataset import validate as validate
    from conflict_data.downloads import download as download
    from conflict_data.evidence import explain as explain
    from conflict_data.explanation import Explanation as Explanation
    from conflict_data.interception import rates as rates
    from conflict_data.linkage import Linkage as Linkage
    from conflict_data.linkage import link as link
    from conflict_data.page.site import write_page as write_page
    from conflict_data.records import Article as Article
    from conflict_data.records import Claim as Claim
    from conflict_data.records import Decision as Decision
    from conflict_data.records import Problem as Problem
    from conflict_data.validation.report import Report as Report

_HOMES = {
    "Article": "records",
    "Articles": "articles",
    "Changes": "changes",
    "Claim": "records",
    "Claims": "claims",
    "Dataset": "dataset",
    "Decision": "records",
    "Explanation": "explanation",
    "Linkage": "linkage",
    "Problem": "records",
    "Report": "validation.report",
    "build": "dataset",
    "diff": "changes",
    "download": "downloads",
    "explain": "evidence",
    "extract": "claims",
    "link": "linkage",
    "load": "articles",
    "rates": "interception",
    "read": "dataset",
    "validate": "dataset",
    "write_page": "page.site",
}
_MODULES = ("agreement", "decisions", "errors", "plots")

__all__ = ["__version__", *_HOMES, *_MODULES]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__doc__", "__file__", "__name__"])
