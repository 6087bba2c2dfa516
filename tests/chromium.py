"""Where the browser of the tests is: Debian's own Chromium, or one that is named."""

import shutil
from collections.abc import Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium found: apt-get install chromium, or set RECHECK_CHROMIUM to its path"


def find(environ: Mapping[str, str]) -> str:
    """Give the path of the program, or nothing; `MISSING` says what to do about it."""
    path = environ.get("PATH", "")
    for name in (environ.get("RECHECK_CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name, path=path)):
            return found
    return ""
