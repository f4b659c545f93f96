"""Formats of a release: a module each, with LOSSLESS, ``write`` and, where lossless, ``read``."""
