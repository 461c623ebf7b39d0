"""From an engagement to documents."""

from __future__ import annotations

import os
from pathlib import Path

import click

from segkit.cli.program import ENGAGEMENT, PATH, cli, refuse, start_quickly

_FORMS = ("html", "pdf", "markdown", "docsify", "paste", "xlsx", "csv")
_DEV = "developer"
_PLATFORMS = ("web", "ios", "android", "server")
_AUDIENCES = ("everyone", "executive", "developer", "analyst")
_ALL = "all"
_AGENTS = "agents"


@cli.command()
@ENGAGEMENT
@click.option("--draft", is_flag=True, help="Export although something is open, and mark it.")
@click.option(
    "--to",
    "forms",
    type=click.Choice([*_FORMS, _AGENTS, _ALL]),
    multiple=True,
    help="May be repeated; agents is a folder for the customer's repository.",
)
@click.option(
    "--for",
    "audiences",
    type=click.Choice([*_AUDIENCES, _ALL]),
    multiple=True,
    help="Whose sections; may be repeated.",
)
@click.option(
    "--platform",
    "platforms",
    type=click.Choice([*_PLATFORMS, _ALL]),
    multiple=True,
    help="With --for developer: one application's work; may be repeated.",
)
@click.option("--section", default="", help="With --to paste: only this section.")
@click.option("--docsify", default="", help="With --to docsify: its npm package's folder, or cdn.")
@click.option("--output", type=PATH, help="File to write; folder for several.")
@click.option("--run-code", is_flag=True, help="Let the notebook's own code run, as it is now.")
@click.option("--all", "every", is_flag=True, help="Export every engagement below the folder.")
@click.option("--force", is_flag=True, help="With --all: also guides that are up to date.")
@click.option("--jobs", type=click.IntRange(1), help="With --all: how many at once.")
@click.option("--scheduler", metavar="ADDRESS", help="With --all: on this Dask cluster.")
@click.option("--json", "as_json", is_flag=True, help="With --all: print JSON for scripts.")
def export(  # noqa: PLR0913, PLR0917 (one argument for each option)
    engagement: Path,
    forms: tuple[str, ...],
    audiences: tuple[str, ...],
    platforms: tuple[str, ...],
    section: str,
    docsify: str,
    output: Path | None,
    jobs: int | None,
    scheduler: str | None,
    *,
    draft: bool,
    every: bool,
    force: bool,
    as_json: bool,
    run_code: bool,
) -> None:
    """Export the guide: one HTML file, or the forms that --to names, for each that --for names.

    With --all, ENGAGEMENT is a folder of engagements; the exit status is 1 unless each of
    them has its guide.
    """
    if _AGENTS in forms:
        refuse("--to agents", "it goes with no other form and not with --all",
                given=every or set(forms) != {_AGENTS})  # fmt: skip
        _for_agents(engagement, output)
        return
    forms = _FORMS if _ALL in forms else forms or ("html",)
    audiences = _AUDIENCES if _ALL in audiences else audiences or ("everyone",)
    refuse("--platform", "it belongs to --for developer", given=platforms and _DEV not in audiences)
    audiences = _by_platform(audiences, _PLATFORMS if _ALL in platforms else platforms)
    refuse("--section", "it belongs to --to paste", given=section and "paste" not in forms)
    refuse("--docsify", "it belongs to --to docsify", given=docsify and "docsify" not in forms)
    if every:
        refuse("--output", "a guide lies in its engagement's folder", given=output is not None)
        refuse("--section", "it names a section of one guide", given=section)
        from segkit.batch import Choices
        from segkit.cli.batch import export_every

        choices = Choices(
            draft,
            force,
            jobs or 0,
            scheduler or "",
            _once(forms),
            _once(audiences),
            _absolute(docsify),
            run_code,
        )
        export_every(engagement, choices, as_json=as_json)
        return
    for option, given in (
        ("--force", force), ("--jobs", jobs), ("--scheduler", scheduler), ("--json", as_json),
    ):  # fmt: skip
        refuse(option, "it belongs to --all", given=given)
    start_quickly()
    from segkit.cli.asking import ask_for_code
    from segkit.engagement.settings import find_engagement
    from segkit.export.forms import Wanted, export_forms

    wanted = Wanted(draft, audiences, section, docsify)
    found = find_engagement(engagement)
    ask_for_code(found.notebook, agreed=run_code)
    for made in export_forms(found, forms, wanted, output=output, listen=_say, progress=_say):
        click.echo(made.path)
        if made.note:
            _say(made.note)


def _by_platform(audiences: tuple[str, ...], platforms: tuple[str, ...]) -> tuple[str, ...]:
    """The developer's copy as one for each platform, where some are named."""
    each = tuple(f"{_DEV}-{one}" for one in platforms)
    return tuple(
        one for name in audiences for one in ((each or (name,)) if name == _DEV else (name,))
    )


def _for_agents(engagement: Path, output: Path | None) -> None:
    """The agents' edition, into a folder that may be a repository with files of its own."""
    from segkit.agents.edition import edition_of, write_edition
    from segkit.agents.knowing import Keeper
    from segkit.engagement.guide_names import guide_name

    keeper = Keeper(engagement)
    known = keeper.now()
    found = known.facts.engagement
    folder = output or found.folder / f"{guide_name(found)}-agents"
    written = write_edition(edition_of(known), folder, found.folder)
    click.echo(folder)
    _say(f"{len(written.changed)} files changed, {len(written.removed)} removed.")
    for name in written.kept:
        _say(f"{name} is not segkit's and was left as it is; write it elsewhere and copy from it.")


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _absolute(docsify: str) -> str:
    """As other processes find it, whatever folder they run in."""
    return os.path.realpath(docsify) if docsify and docsify != "cdn" else docsify


def _say(news: str) -> None:
    click.echo(news, err=True)
