"""The command line: a verb is a module with a docstring, ``register(parser)`` and ``run(args)``.

``--help`` reads the docstrings without importing the verbs, and a verb imports only what it needs.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from collections.abc import Sequence

from conflict_data import plugins
from conflict_data.errors import ConflictDataError, Unknown
from conflict_data.version import __version__

PROGRAM = "conflict-data"
CLEAN, PROBLEMS, MISUSE, INTERRUPTED = 0, 1, 2, 130
_ABOUT = "News about strikes in, an ACLED-style dataset out; every number has its sentence."
_CODES = "Exit status: 0 clean, 1 problems found in data or files, 2 misuse."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on ``arguments`` (else on the process's own); return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except ConflictDataError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return MISUSE
    except BrokenPipeError:
        _close_quietly()
        return CLEAN
    except OSError as error:  # a full disk, a folder that may not be written to
        print(f"{PROGRAM}: {error.filename or 'a file'}: {error.strerror}", file=sys.stderr)
        return MISUSE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(words: Sequence[str]) -> int:
    args = _parser(_verb(words)).parse_args(words)
    status: int = args.run(args)
    sys.stdout.flush()
    return status


def _verb(words: Sequence[str]) -> str | None:
    """The verb asked for, or None where argparse has the answer (help, version, nothing)."""
    if not words or words[0].startswith("-"):
        return None
    known = plugins.names("cli")
    if words[0] not in known:
        raise Unknown("verb", words[0], known)
    return words[0]


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=PROGRAM, description=_ABOUT, epilog=_CODES)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for name in plugins.names("cli"):
        about = _docstring(name)
        own = verbs.add_parser(name, help=about.splitlines()[0], description=about, epilog=_CODES)
        if name == chosen:
            module = plugins.load("cli", name)
            module.register(own)
            own.set_defaults(run=module.run)
    return parser


def _docstring(verb: str) -> str:
    """Read a verb's docstring without importing the verb."""
    path = plugins.file("cli", verb)
    if path is None:
        return "(cannot be found)"
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "(says nothing)"


def _close_quietly() -> None:
    """Whoever read our output has left: what is still to be flushed goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
