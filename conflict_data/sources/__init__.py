"""Tables that researchers already have, read through the mappings in ``schemas/mappings``.

A module here without a leading underscore has the name of a mapping and does what a map cannot
say, in functions of which it may lack any: ``prepare(rows)`` gets each batch as text columns before
it is mapped, and ``complete(tables, rows)`` gets what became of it, ``{"events": Table}``, and may
fill columns or add other tables of the schema. Both return what they were given, changed.
``faults(rows)`` tells what of the prepared rows has no place, beside what the map tells.

A module of another package (an entry point ``NAME`` in the group ``conflict_data.sources``) brings
its mapping as ``NAME.toml`` in its own folder.
"""

from conflict_data.sources._mapping import Layout, Mapping, known_mappings, load_mapping
from conflict_data.sources._reading import Piece, Reading, read
from conflict_data.sources._seen import Seen

__all__ = [
    "Layout",
    "Mapping",
    "Piece",
    "Reading",
    "Seen",
    "known_mappings",
    "load_mapping",
    "read",
]
