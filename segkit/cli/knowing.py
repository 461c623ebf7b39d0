"""What segkit knows of Segment itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from segkit.cli.program import AS_JSON, PATH, cli, show


@cli.command()
@click.option(
    "--check",
    "catalog",
    type=PATH,
    metavar="CATALOG.json",
    help="Look whether this catalog still has what the facts speak of.",
)
@AS_JSON
def knowledge(*, catalog: Path | None, as_json: bool) -> None:
    """Say how old the knowledge of Segment is, and what a fresh catalog has no more.

    CATALOG.json is what `GET /catalog/destinations` gives, or a snapshot or workspace file: then
    only its own destinations are looked at. The exit status is 1 when something is gone.
    """
    from segkit.knowledge.age import age_of_knowledge, gone_from
    from segkit.listings.knowledge import knowledge_as_json, knowledge_as_text
    from segkit.segment_api.catalog_file import read_catalog_file

    age = age_of_knowledge(dt.datetime.now(tz=dt.UTC).date())
    gone = None
    if catalog is not None:
        entries, is_whole = read_catalog_file(catalog)
        gone = gone_from(entries, is_whole=is_whole)
    show(as_json, knowledge_as_json, knowledge_as_text, age, gone)
    click.get_current_context().exit(1 if gone else 0)
