"""Each import contract of pyproject.toml is shown to break on one bad line."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent
LINT = Path(sys.executable).with_name("lint-imports")
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
NAMES = {contract["id"]: contract["name"] for contract in CONFIG["contracts"]}
# (contract, the file that gets a line, the line)
BAD = [
    ("journey", "nlp/wrong.py", "import claims"),
    ("journey", "jobs/wrong.py", "import accounts"),
    ("journey", "sources/wrong.py", "import claims"),
    ("journey", "claims/wrong.py", "import reviews"),
    ("journey", "reviews/wrong.py", "import publishing"),
    ("journey", "publishing/wrong.py", "import partners"),
    ("journey", "partners/wrong.py", "import desk"),
    ("journey", "config/wrong.py", "import seeds"),
    ("inside", "claims/errors.py", "import claims.models"),
    ("inside", "claims/models/__init__.py", "import claims.actions"),
    ("inside", "reviews/actions.py", "import reviews.follow"),
    ("inside", "partners/tasks.py", "import partners.admin"),
    ("inside-jobs", "jobs/models.py", "import jobs.due"),
    ("plain-nlp", "nlp/wrong.py", "import django"),
    ("plain-rules", "accounts/policy.py", "import django.conf"),
    ("plain-rules", "publishing/policy.py", "import celery"),
    ("api-door", "claims/wrong.py", "import rest_framework"),
    ("celery-door", "claims/actions.py", "import celery"),
    ("celery-door", "config/settings.py", "import kombu"),
    ("web-door", "desk/wrong.py", "import urllib3"),
    ("no-knots", "claims/wrong.py", "import claims.wrong_too"),
]
# What the bad lines point at, so that each breaks its contract whatever else is written yet.
NEEDED = {
    "claims/wrong_too.py": "import claims.wrong",
    "claims/actions.py": "",
    "claims/errors.py": "",
    "reviews/actions.py": "",
    "reviews/follow.py": "",
    "partners/tasks.py": "",
    "partners/admin.py": "",
    "publishing/policy.py": "",
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the Python files alone: the working tree is never touched."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for package in CONFIG["root_packages"]:
        shutil.copytree(ROOT / package, copy / package, ignore=_no_python)
    for name, text in NEEDED.items():
        if not (copy / name).exists():
            (copy / name).write_text(text)
    return copy


def _no_python(folder: str, names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if name == "__pycache__"
        or (not name.endswith(".py") and not (Path(folder) / name).is_dir())
    }


@pytest.fixture
def line_added(tree: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """The bad line at the end of its file, for one test."""
    name, line = request.param
    path = tree / name
    before = path.read_text() if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n")
    yield
    if before is None:
        path.unlink()
    else:
        path.write_text(before)


def _broken(tree: Path) -> set[str]:
    # No cache: it would keep that an import led nowhere when its file was read.
    told = subprocess.run(
        [LINT, "--no-logo", "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    )
    assert "Contracts:" in told.stdout, told.stdout + told.stderr
    return {contract for contract, name in NAMES.items() if f"\n{name} BROKEN" in told.stdout}


@pytest.mark.parametrize(
    ("contract", "line_added"),
    [pytest.param(contract, (name, line), id=f"{name}: {line}") for contract, name, line in BAD],
    indirect=["line_added"],
)
def test_one_bad_line_breaks_the_contract(contract: str, line_added: None, tree: Path) -> None:
    assert contract in _broken(tree)


def test_the_tree_as_it_stands_breaks_no_contract(tree: Path) -> None:
    # The knot that a bad line will close has one end in place already: a loose end breaks nothing.
    (tree / "claims/wrong.py").write_text("")

    assert _broken(tree) == set()


def test_every_contract_has_its_bad_line() -> None:
    assert {contract for contract, _, _ in BAD} == set(NAMES)
