"""Loaders of prose: each module has ``recognises(path, head)`` and ``load(path)``.

``head`` is the first 4096 bytes. ``load`` yields an Article for each text, and a LoadError,
as a value, for each that cannot be read: one bad record must not lose the others.
"""
