"""`python -m benchmarks.mass`: what ten thousand articles in an hour cost one claim."""

import os
import runpy
import sys
import tempfile
from pathlib import Path

import django


def main() -> int:
    """Measure on a database of its own; 0, or 1 where something falls short."""
    with tempfile.TemporaryDirectory(prefix="recheck-mass-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'mass.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        django.setup()
        # Its models can be loaded only now.
        return int(runpy.run_module("benchmarks.crowd")["measure"]())


if __name__ == "__main__":
    sys.exit(main())
