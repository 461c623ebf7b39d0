"""Build a release's files in `dist/` and check them; nothing is tagged or sent anywhere.

python scripts/release.py         dry: says what still keeps it from being a release
python scripts/release.py v0.2.0  for that tag: whatever is missing fails
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from segkit.engagement.renewal import cells_in, recorded
from segkit.version import __version__

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
PLACEHOLDER = ".example"
"""The end of addresses that nobody has chosen yet."""
_NOTEBOOK = "notebooks/guide.ipynb"


def missing(tag: str, root: Path = ROOT) -> Iterator[str]:
    """What keeps this from being a release, a line each."""
    if tag and tag != f"v{__version__}":
        yield f"the tag is {tag}, and segkit/version.py says {__version__}"
    if not re.search(
        rf"^## {re.escape(__version__)} - \d{{4}}-\d\d-\d\d$",
        _text(root, "CHANGELOG.md"),
        re.MULTILINE,
    ):
        yield f"CHANGELOG.md has no section '## {__version__} - DAY'"
    if f"\nversion: {__version__}\n" not in _text(root, "CITATION.cff"):
        yield f"CITATION.cff does not say version {__version__}"
    urls = tomllib.loads(_text(root, "pyproject.toml"))["project"]["urls"]
    for name, url in urls.items():
        if PLACEHOLDER in url:
            yield f"pyproject.toml: the address of {name} is a placeholder"
    kept = recorded(_text(root, "segkit/engagement/shipped.toml"))
    if kept.with_cells(cells_in((root / _NOTEBOOK).read_bytes(), _NOTEBOOK)) != kept:
        yield f"{_NOTEBOOK} is not kept as released: run `python scripts/build_shipped.py`"


def uncommitted() -> str:
    """What git sees that is not committed; empty for a clean tree."""
    command = ["git", "status", "--porcelain"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def build(folder: Path) -> dict[str, str]:
    """Wheel and sdist in the folder; the SHA-256 of each by name."""
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
    }


def run_from(wheel: Path) -> str:
    """The version that the wheel's own command says, without installing anything more."""
    with tempfile.TemporaryDirectory() as name:
        zipfile.ZipFile(wheel).extractall(name)
        command = [sys.executable, "-m", "segkit", "--version"]
        done = subprocess.run(command, cwd=name, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Build twice, compare, check; 1 where something is not as a release has to be."""
    tag = arguments[0] if arguments else ""
    open_ = list(missing(tag)) + (["there are uncommitted changes"] if uncommitted() else [])
    shutil.rmtree(DIST, ignore_errors=True)
    made = build(DIST)
    with tempfile.TemporaryDirectory() as name:
        if build(Path(name)) != made:
            print("two builds of the same files differ", file=sys.stderr)
            return 1
    [wheel] = DIST.glob("*.whl")
    if __version__ not in run_from(wheel):
        print(f"{wheel.name} does not say that it is {__version__}", file=sys.stderr)
        return 1
    sums = "".join(f"{digest}  {file}\n" for file, digest in made.items())
    (DIST / "SHA256SUMS").write_text(sums, encoding="utf-8")
    print(sums, end="")
    for line in open_:
        print(f"before a release: {line}", file=sys.stderr)
    return int(bool(tag and open_))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
