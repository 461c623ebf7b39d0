"""The plan reviewed, on the command line and in CI."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import AS_JSON, PATH, cli

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segkit.facts.linting import Linting
    from segkit.listings.lint import Lint
    from segkit.model.change import ProposedChange
    from segkit.review.baseline import Compared
    from segkit.review.check import Check
    from segkit.review.finding import Review

_FORMS = ("text", "json", "sarif", "junit", "markdown")
_MOST_BYTES = 64_000_000
_LEVELS = ("error", "warning", "note")


@cli.command()
@click.argument("plan_", metavar="[PLAN]", default=".")
@AS_JSON
@click.option("--to", type=click.Choice(_FORMS), default="text", help="Print it in another form.")
@click.option("--sarif", type=PATH, help="Write SARIF to this file as well.")
@click.option("--fail-on", type=click.Choice(_LEVELS), help="Status 1 for such findings, or worse.")
@click.option("--only", multiple=True, metavar="RULE", help="Only this rule or family.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Without this rule or family.")
@click.option("--fix", type=PATH, help="Write the plan with safe changes.")
@click.option("--write-map", type=PATH, help="Write every proposed change.")
@click.option("--baseline", type=PATH, help="Keep what stands; show the new.")
@click.option("--update-baseline", is_flag=True, help="Keep what stands now; waivers stay.")
@click.option("--rules", type=PATH, help="TOML file of your own rules.")
@click.option("--explain", metavar="RULE", help="Print a rule's own page.")
@click.pass_context
def lint(  # noqa: PLR0913 (one argument for each option)
    ctx: click.Context, plan_: str, *, as_json: bool, to: str, sarif: Path | None,
    fail_on: str | None, only: tuple[str, ...], ignore: tuple[str, ...], baseline: Path | None,
    update_baseline: bool, fix: Path | None, write_map: Path | None, rules: Path | None, explain: str | None,
) -> None:  # fmt: skip
    """Review a tracking plan: what in it will hurt, where, why, and what would mend it.

    Nothing is changed in place: --fix writes the plan as the Public API's rules, with the
    changes that need no judgement, and the renames beside it; --write-map writes all proposed
    changes, for a person and `segkit amend`.

    PLAN is a file, a Google Sheet's address, the id of a plan in Segment (tp_…), a snapshot, or
    an engagement's folder: then its snapshot, with the destinations of its workspace and what
    [lint] in engagement.toml says. The score is that of the whole plan, whatever is shown.
    """
    if explain is not None:
        _explain(explain, rules)
        return
    from segkit.facts.linting import linting
    from segkit.review.reviewing import review
    from segkit.review.rules import known_names

    asked = linting(plan_, rules)
    _refuse_plan(plan_, asked, fix, write_map, sarif, baseline)
    settings, own = asked.settings, asked.rules.own
    shown = known_names(only or settings.only, own), known_names(ignore or settings.ignore, own)
    found = review(asked.plan, asked.case, asked.rules)
    kept = _Kept(baseline or settings.baseline, asked.folder if baseline is None else None)
    compared = kept.beside(found, asked, update=update_baseline)
    result = _result(asked, compared, shown, has_baseline=kept.was_there)
    _print(result, asked.rules.checks, plan_, "json" if as_json else to, fail_on or "note")
    _write_changes(asked, result, fix, write_map)
    if sarif is not None:
        from segkit.files import write_named

        write_named(sarif, _sarif(result, asked.rules.checks, plan_))
    if kept.written:
        click.echo(f"{kept.file}: {len(found.findings)} findings are kept.", err=True)
    ctx.exit(1 if fail_on and not kept.written and _fails(result, fail_on) else 0)


def _refuse_plan(plan_: str, asked: Linting, *outputs: Path | None) -> None:
    """Nothing that is written may be the plan."""
    from segkit.errors import UsageError

    plans = {Path(plan_).resolve(), *filter(None, [asked.plan_file])}
    for file in outputs:
        if file is not None and file.resolve() in plans:
            raise UsageError(f"{file} is the plan itself.", "name another file.")


def _write_changes(asked: Linting, result: Lint, fix: Path | None, write_map: Path | None) -> None:
    """The plan with the changes that need no judgement, and a list of all for a person."""
    from segkit.amend import amended, written_map
    from segkit.files import write_named
    from segkit.plans.writing.converting import convert
    from segkit.review.finding import proposed, renames, safe_changes

    if write_map is not None:
        from segkit.impact import impact_of
        from segkit.listings.impact import impact_in_short

        def about(one: ProposedChange) -> str:
            return impact_in_short(impact_of([one], asked.plan, asked.case))

        changes = proposed(result.findings)
        write_named(write_map, written_map(asked.plan.name, changes, about))
        click.echo(f"{write_map}: {len(changes)} changes to go through.", err=True)
    if fix is None:
        return
    changes = safe_changes(result.review.standing)
    text, losses = convert(amended(asked.plan, changes), "api")
    write_named(fix, text)
    beside = fix.with_name(f"{fix.name.removesuffix('.json')}.renames.json")
    write_named(beside, json.dumps(renames(changes), indent=2, ensure_ascii=False) + "\n")
    click.echo(f"{fix}: {len(changes)} changes made; {beside} lists the renames.", err=True)
    for lost in losses:
        click.echo(f"{lost.origin}: {lost.reason}", err=True)


def _explain(rule: str, rules: Path | None) -> None:
    from segkit.facts.linting import rules_of_file
    from segkit.listings.lint import check_as_text
    from segkit.review.rules import check_named

    click.echo(check_as_text(check_named(rule, rules_of_file(rules).own)))


class _Kept:
    """The baseline's file, which is written when it is not there yet."""

    def __init__(self, file: Path | None, folder: Path | None) -> None:
        """`folder` is the engagement's where the file is its own."""
        self.file = file
        self.folder = folder
        self.was_there = False
        self.written = False

    def beside(self, found: Review, asked: Linting, *, update: bool) -> Compared:
        """The review beside what is kept; writes what stands now where nothing is, or on request.

        What the room waived stays a word of the notes: the file keeps it as it was there.
        """
        from segkit.errors import UsageError
        from segkit.review.baseline import Baseline, baseline_text, compared, read_baseline, waiving

        if self.file is None and update:
            raise UsageError("There is no baseline to update.", "name its file with --baseline.")
        text = None if self.file is None else self._read(self.file)
        self.was_there = text is not None
        known = (
            Baseline() if text is None or self.file is None else read_baseline(text, self.file.name)
        )
        checks = asked.rules.checks
        if self.file is not None and (text is None or update):
            self._write(self.file, baseline_text(compared(found, known, checks).review))
            self.written = True
        return compared(found, waiving(known, found, asked.waived), checks)

    def _read(self, file: Path) -> str | None:
        from segkit.files import own_text, read_bytes

        if self.folder is not None:
            return own_text(file, limit=_MOST_BYTES, folder=self.folder)
        if not file.exists():
            return None
        return read_bytes(file, limit=_MOST_BYTES).decode("utf-8-sig", "replace")

    def _write(self, file: Path, text: str) -> None:
        from segkit.files import write_named, write_own

        if self.folder is not None:
            write_own(file, text, folder=self.folder)
        else:
            write_named(file, text)


def _result(
    asked: Linting, compared: Compared, shown: tuple[Sequence[str], Sequence[str]], *,
    has_baseline: bool,
) -> Lint:  # fmt: skip
    from segkit.listings.lint import Lint
    from segkit.review.rules import chosen

    only, ignore = shown
    standing = compared.new if has_baseline else compared.review.standing
    return Lint(
        asked.plan.name, compared, chosen(standing, only, ignore), has_baseline=has_baseline,
        links=asked.links, all=bool(only),
    )  # fmt: skip


def _print(result: Lint, checks: Sequence[Check], plan: str, to: str, fail_on: str) -> None:
    from segkit.listings.lint import lint_as_json, lint_as_text
    from segkit.listings.lint_reports import lint_as_junit

    if to == "json":
        text = json.dumps(lint_as_json(result), indent=2)
    elif to == "sarif":
        text = _sarif(result, checks, plan)
    elif to == "junit":
        text = lint_as_junit(result, checks, fail_on)
    elif to == "markdown":
        from segkit.rows.plan.review import review_markdown

        text = review_markdown(result.compared, result.findings, result.name, result.links)
    else:
        text = lint_as_text(result)
    click.echo(text)


def _sarif(result: Lint, checks: Sequence[Check], plan: str) -> str:
    from segkit.listings.lint_reports import lint_as_sarif

    return json.dumps(lint_as_sarif(result, checks, plan), indent=2, ensure_ascii=False)


def _fails(result: Lint, fail_on: str) -> bool:
    from segkit.listings.lint_reports import reaches

    return any(reaches(one.level, fail_on) for one in result.findings)
