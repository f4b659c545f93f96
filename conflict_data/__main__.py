"""``python -m conflict_data`` is ``conflict-data``."""

import sys

from conflict_data.cli import main

sys.exit(main())
