"""Tables that researchers already have, read through the mappings in ``schemas/mappings``.

A module here without a leading underscore has the name of a mapping and does what a map cannot
say, in two functions: ``prepare(rows)`` gets each batch as text columns before it is mapped, and
``complete(tables, rows)`` gets what became of it, ``{"events": Table}``, and may fill columns or
add other tables of the schema. Both return what they were given, changed. A third, if there
is one, is ``faults(rows)``: what of the prepared rows has no place, beside what the map tells.
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
