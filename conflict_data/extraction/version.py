"""The version of the method: package version, and a hash of code, codes and gazetteer."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from conflict_data.schema import schemas_dir
from conflict_data.version import __version__

METHOD = "rules"


@cache
def method_version() -> str:
    """Return e.g. ``0.1.0+3fd0a1c2``: it changes when anything that makes claims changes."""
    found = hashlib.blake2b(digest_size=4)
    schemas = schemas_dir()
    for path in [
        *sorted(Path(__file__).parent.glob("*.py")),
        *sorted((schemas / "codes").glob("*.csv")),
        *sorted((schemas / "gazetteer").glob("*.gz")),
    ]:
        found.update(path.read_bytes())
    return f"{__version__}+{found.hexdigest()}"
