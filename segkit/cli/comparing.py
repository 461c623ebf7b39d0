"""What changed between two states, and what a change would touch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import AS_JSON, ENGAGEMENT, PATH, cli, facts_of, print_json, show

if TYPE_CHECKING:
    from segkit.model.plan import TrackingPlan
    from segkit.review.baseline import Compared


@cli.command()
@click.argument("old")
@click.argument("new")
@AS_JSON
@click.pass_context
def diff(context: click.Context, old: str, new: str, *, as_json: bool) -> None:
    """List what changed from OLD to NEW, and what of it breaks something.

    Each is an engagement's folder or a snapshot file, or a tracking plan: a file, a Google
    Sheet's address, or the id of a plan in Segment (tp_…). A plan is compared with the plan
    of the other side. Where a workspace is known, what breaks is said with who names it there.
    Findings of the review that only NEW has are named.
    The exit status is 1 when a change is breaking.
    """
    from segkit.diff.comparing import compare, side
    from segkit.impact.of_change import impacts_of
    from segkit.listings.diff import difference_as_json, difference_as_text

    before, after = side(old), side(new)
    found = compare(before, after)
    impacts = impacts_of(found, before.plan, before.workspace or after.workspace)
    score, news = _news(before.plan, after.plan)
    if as_json:
        from segkit.knowledge.links import Links
        from segkit.listings.lint import news_as_json

        findings = {"findings": news_as_json(news, score, Links())} if news else {}
        print_json(difference_as_json(found, impacts) | findings)
    else:
        from segkit.listings.lint import news_as_text

        said = news_as_text(news, score) if news else ""
        click.echo("\n".join(filter(None, [difference_as_text(found, impacts), said])))
    context.exit(1 if found.breaking else 0)


def _news(old: TrackingPlan | None, new: TrackingPlan | None) -> tuple[int, Compared | None]:
    """The score of the old plan, and what the review of the new one has that it had not."""
    if old is None or new is None:
        return 0, None
    from segkit.review.baseline import against
    from segkit.review.reviewing import review
    from segkit.review.rules import Rules

    before = review(old)
    return before.score, against(before, review(new), Rules().checks)


@cli.command()
@click.argument("what", type=click.Choice(["rename", "remove", "retype", "require"]))
@click.argument("name")
@ENGAGEMENT
@click.option("--to", "becomes", default="", help="The new name of a rename; the type of retype.")
@click.option("--event", default="", help="NAME is a field of this event only.")
@click.option("--call", default="", help="Only what is planned for this call: track, identify, …")
@click.option("--version", type=int, help="Only this version of the rule.")
@click.option("--write-map", type=PATH, help="Write the change for `segkit amend`.")
@AS_JSON
def impact(  # noqa: PLR0913 (one argument for each option)
    what: str, name: str, engagement: Path, *, becomes: str, event: str, call: str,
    version: int | None, write_map: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Say what a change of the plan would touch: mappings, filters, columns, code, notes.

    NAME is an event of the plan, else a field: products[].sku, properties.total. Nothing is
    changed; with --write-map the change is written to a file, for `segkit amend`.
    """
    from segkit.errors import UsageError
    from segkit.impact import asked, impact_of
    from segkit.listings.impact import impact_as_json, impact_as_text

    facts = facts_of(engagement)
    if facts.plan is None:
        raise UsageError("The engagement has no tracking plan.", "name one and run `segkit pull`.")
    is_event = not event and any(rule.key == name for rule in facts.plan.rules)
    changes = asked(
        facts.plan, what, event=name if is_event else event, field="" if is_event else name,
        call=call, version=version, to=becomes,
    )  # fmt: skip
    found = impact_of(changes, facts.plan, facts.case, facts.notes)
    if write_map is not None:
        from segkit.amend import written_map
        from segkit.files import write_named
        from segkit.listings.impact import impact_in_short

        agreed = [replace(one, safe=True) for one in changes]  # a person asks for it
        text = written_map(facts.plan.name, agreed, lambda _: impact_in_short(found))
        write_named(write_map, text)
    show(as_json, impact_as_json, impact_as_text, found)
