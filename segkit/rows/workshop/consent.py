"""Consent: which categories each destination is in, and where what people agreed to is enforced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from segkit.delivery.pair import Pair
from segkit.delivery.steps.consent import is_exempt
from segkit.render import parts
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, code, div, p
from segkit.render.view import View
from segkit.routing.categories import Consent
from segkit.rows.row import WORKSPACE, Showing, row

_WHERE: Mapping[str, str] = {
    "cloud": "on Segment's servers",
    "device": "on the device, with a consent wrapper or plugin",
}
NONE = "This workspace has no consent categories, so Segment holds nothing back."
_COMMAND = 'segkit consent CATEGORY --destination "NAME"'


@dataclass(frozen=True, slots=True)
class Line:
    """One type of destination, because a category holds for all of its instances.

    Attributes:
        id: Of one of its instances.
        categories: Those that were entered for it.
        where: Where consent is enforced, or that it is not.
    """

    id: str
    name: str
    categories: tuple[str, ...]
    where: tuple[str, ...]


_COLUMNS = (
    Column[Line]("destination", "Destination", lambda one: one.name, width="l"),
    Column[Line](
        "categories",
        "Consent categories",
        lambda one: one.categories or ("none that was entered",),
        filter=True,
    ),
    Column[Line]("enforced", "Enforced", lambda one: one.where),
)


@row(
    "consent",
    title="Consent",
    place=15.45,
    what="Your consent categories",
    needs=("workspace",),
    origins=(WORKSPACE,),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """Which consent categories each destination is in, as the SA entered them."""
    case = showing.facts.case
    if case is None:
        return nothing("There is no workspace to look at.")
    for_sa = showing.live and not showing.read_only
    return consent(case.pairs, case.consents, carried=case.carries_consent, for_sa=for_sa)


def consent(
    pairs: Sequence[Pair], entered: Consent | None, *, carried: bool, for_sa: bool = False
) -> View:
    """The destinations as a table; a sentence where nothing was entered.

    Args:
        pairs: Every source with its destinations.
        entered: The categories; None when nobody entered them.
        carried: The plan says that calls carry what people agreed to.
        for_sa: With how to enter them.
    """
    how = [p("Enter one with ", code(_COMMAND), ".", cls="sk-note")] if for_sa else []
    if entered is None:
        return View(div(p(not_entered(carried=carried)), *how, cls="sk"), data=Table(_COLUMNS, ()))
    if not entered.categories:
        return nothing(NONE)
    table = Table(
        _COLUMNS,
        list(lines(pairs, entered)),
        label="Consent categories",
        noun=("destination", "destinations"),
        name="consent",
    )
    return View(div(*_strange(entered), table, *how, cls="sk"))


def not_entered(*, carried: bool) -> str:
    """That nobody entered any, and what is not known for that."""
    said = (
        "Which consent categories the destinations are in is not known: Segment's API does not "
        "tell, and nobody has entered it."
    )
    if not carried:
        return said
    return f"{said} The planned calls carry consent, so who receives them is not known either."


def _strange(entered: Consent) -> list[Child]:
    """What was entered and names no destination that is there."""
    if not entered.strange:
        return []
    named = [f"{name} ({category})" for category, name in entered.strange]
    return [p("Entered, but no destination of the workspace: ", parts.listed(named), cls="sk-note")]


def lines(pairs: Sequence[Pair], entered: Consent | None) -> Iterator[Line]:
    """Each type of destination with the categories that were entered for it."""
    by_type: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_type.setdefault(pair.destination.catalog.name or pair.destination.name, []).append(pair)
    for name, some in sorted(by_type.items(), key=lambda one: one[0].casefold()):
        where = dict.fromkeys(words for pair in some for words in _where(pair))
        one = some[0].destination
        yield Line(one.id, name, entered.of(one) if entered else (), tuple(where))


def _where(pair: Pair) -> Iterator[str]:
    if is_exempt(pair):
        yield "not enforced"
        return
    modes = sorted(pair.modes_to_expect)
    yield from (_WHERE[mode] for mode in modes)
    if not modes:
        yield "nothing arrives" if pair.connection.certain else "not known"
