"""Writes the input files of the demo engagement, always the same bytes.

python scripts/build_demo.py           write segkit/demo/
python scripts/build_demo.py --check   exit 1 when the files there differ
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import sys
import tempfile
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

# With lxml installed openpyxl would write the same cells as different bytes; it asks on import.
os.environ["OPENPYXL_LXML"] = "False"

from demo_data.book import draw_book
from demo_data.session import session_bytes
from demo_data.workspace import workspace_bytes

from segkit.derive.environments import placements
from segkit.engagement.demo import create_demo
from segkit.engagement.snapshot import read_snapshot
from segkit.listen.session import FILE as SESSION
from segkit.traffic.results.evidence import FILE as SEEN
from segkit.traffic.results.evidence import evidence_bytes, evidence_of
from segkit.traffic.verifying import Against, verify

DEMO_FOLDER = Path(__file__).resolve().parent.parent / "segkit" / "engagement" / "demo"
SAVED_AT = datetime(2026, 11, 9, 16, 0, 0)  # noqa: DTZ001 - openpyxl wants it without a zone
ZIP_DATE = (2026, 11, 9, 16, 0, 0)
KEPT_AT = dt.datetime(2026, 11, 23, 14, 45, tzinfo=dt.UTC)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def plan_bytes() -> bytes:
    """The workbook as the bytes of `tracking-plan.xlsx`."""
    book = draw_book()
    book.properties.creator = "Robin Ashdown"
    book.properties.title = "Quillmoor Supply tracking plan"
    book.properties.created = SAVED_AT
    written = BytesIO()
    book.save(written)
    return with_fixed_dates(written)


def with_fixed_dates(written: BytesIO) -> bytes:
    """The same workbook without the time of saving.

    Parts are stored, not compressed: zlib may compress differently elsewhere.
    """
    steady = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(steady, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = MODIFIED.sub(rb"\g<1>" + f"{SAVED_AT.isoformat()}Z".encode(), part)
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            # otherwise the operating system of the writer would show in the file
            entry.create_system = 0
            new.writestr(entry, part)
    return steady.getvalue()


def input_files() -> dict[Path, bytes]:
    """What the demo's snapshot is taken from."""
    return {
        DEMO_FOLDER / "workspace.json": workspace_bytes(),
        DEMO_FOLDER / "tracking-plan.xlsx": plan_bytes(),
    }


def session_files() -> dict[Path, bytes]:
    """The recorded session, and what of it is kept as evidence, by plan and workspace as they are."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = read_snapshot(create_demo(Path(folder) / "demo"))
        plan, workspace = snapshot.plan, snapshot.workspace
        if plan is None or workspace is None:
            raise SystemExit("The demo has lost its plan or its workspace.")
        slugs = {source.id: source.slug for source in workspace.sources}
        session = session_bytes(plan, {slug: id_ for id_, slug in slugs.items()})
        recorded = Path(folder) / SESSION
        recorded.write_bytes(session)
        places = {slugs[one.source_id]: one.environment for one in placements(workspace, {})}
        found = verify([recorded], Against(plan, workspace, environments=places), jobs=1)
    evidence = evidence_of(found, plan, KEPT_AT)
    return {DEMO_FOLDER / SESSION: session, DEMO_FOLDER / SEEN: evidence_bytes(evidence)}


def demo_files() -> dict[Path, bytes]:
    """Every file of the demo that this script makes, with what belongs in it."""
    return input_files() | session_files()


def stale_files() -> list[Path]:
    """The files that are missing or hold something else."""
    return [
        file
        for file, content in demo_files().items()
        if not file.is_file() or file.read_bytes() != content
    ]


def write_files() -> None:
    """Writes every file of the demo."""
    DEMO_FOLDER.mkdir(parents=True, exist_ok=True)
    for files in (input_files, session_files):  # the session is made by the inputs as written
        for file, content in files().items():
            file.write_bytes(content)
            print(f"wrote {file.relative_to(DEMO_FOLDER.parents[2])} ({len(content)} bytes)")


def main() -> int:
    """Runs the command line and answers the exit code."""
    parser = argparse.ArgumentParser(description="Write the demo engagement's input files.")
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 on a difference")
    if not parser.parse_args().check:
        write_files()
        return 0
    stale = stale_files()
    for file in stale:
        print(f"out of date: {file.name}; run: python scripts/build_demo.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
