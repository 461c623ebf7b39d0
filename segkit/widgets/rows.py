"""The live form of each row that has one of its own; every other table gets the same widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeAlias

from segkit.errors import SegkitError, UsageError
from segkit.facts.known import Facts
from segkit.render.missing import missing, nothing
from segkit.render.searchable import Narrowing
from segkit.render.view import View
from segkit.widgets.carrying import CarryingWidget

if TYPE_CHECKING:
    from segkit.rows.forms.lines import Lines
    from segkit.rows.row import Row
    from segkit.widgets.carrying import Below
    from segkit.widgets.pulling import PullBars
    from segkit.widgets.table import Keep


class Opened(Protocol):
    """The guide that a form works on."""

    facts: Facts

    @property
    def read_only(self) -> bool:
        """It has no form that writes."""

    def renew(self) -> str:
        """Read what has just been pulled, and say so."""

    def static(self, row: Row, *args: object, **options: object) -> View:
        """What a document has for a row."""

    def table(self, row: Row, *args: object, **options: object) -> Live:
        """The same with its script on top, where that makes it searchable."""


Live: TypeAlias = "View | CarryingWidget | Below | PullBars"
Form = Callable[..., Live]


def form_of(name: str, *, read_only: bool = False) -> Form | None:
    """What makes the live form of this row; None when it is no other than its view.

    Where nothing may be written there are only the forms that write nothing.
    """
    return None if read_only and name not in _READING else _FORMS.get(name)


def live(view: View, *, keep: Keep | None = None, kept: Narrowing | None = None) -> Live:
    """The live form of a view, or the view itself where there is none.

    `keep` lets the reader keep a filter for the export; `kept` is the one that is kept now.
    """
    view = view.short()
    if view.searchable is None:
        return view
    from segkit.widgets.table import TableWidget

    if not kept:
        return TableWidget(view, keep=keep)
    return TableWidget(view, keep=keep, kept=True, query=kept.query, filters=dict(kept.filters))


def _static(guide: Opened, name: str, *args: object, **options: object) -> View:
    from segkit.rows.row import own_rows

    return guide.static(own_rows()[name], *args, **options)


def _of_facts(name: str) -> Form:
    """The form that needs nothing but what is known: the widget of this name."""

    def form(guide: Opened) -> Live:
        made: Live = getattr(import_module(f"segkit.widgets.{name}"), f"{name.capitalize()}Widget")(
            guide.facts
        )
        return made

    return form


def _considerations(guide: Opened, *, editable: bool = True) -> Live:
    if not editable:
        return live(_static(guide, "considerations"))
    from segkit.facts.considering import Considering
    from segkit.widgets.considerations import ConsiderationsWidget

    try:
        return ConsiderationsWidget(Considering(guide.facts))
    except SegkitError as error:
        return missing("Your special considerations", error.problem, error.fix)


def _matrix(guide: Opened) -> Live:
    from segkit.rows.forms.destination_lines import destination_lines
    from segkit.rows.row import own_rows
    from segkit.widgets.carrying import Below
    from segkit.widgets.lines import LinesWidget

    whole = _static(guide, "matrix")
    if not guide.facts.connections:
        return live(whole)
    long = whole.searchable is not None  # then it has a search of its own, and stands below

    def pick(facts: Facts) -> Lines:
        return destination_lines(facts, None if long else whole, read_only=guide.read_only)

    if not long:
        return LinesWidget("matrix", guide.facts, whole, pick)
    first = LinesWidget("matrix", guide.facts, nothing(pick(guide.facts).heading), pick)
    return Below(first, guide.table(own_rows()["matrix"]))


def _identify_facts(guide: Opened) -> Live:
    from segkit.rows.forms.identify_lines import identify_lines
    from segkit.widgets.lines import LinesWidget

    def pick(facts: Facts) -> Lines:
        return identify_lines(facts, read_only=guide.read_only)

    return LinesWidget("identify", guide.facts, _static(guide, "identify_facts"), pick)


def _plan_reading(guide: Opened) -> Live:
    from segkit.engagement.corrections import Corrections
    from segkit.engagement.outside import plan_to_read
    from segkit.widgets.confirm import ConfirmWidget

    engagement = guide.facts.engagement
    try:
        place = plan_to_read(engagement)
        if place is None:
            return _static(guide, "plan_reading")
        return ConfirmWidget(Corrections(place, engagement.profile_file))
    except UsageError as error:
        return nothing(error.problem)
    except SegkitError as error:
        return missing("How your plan is read", error.problem, error.fix)


def _planned_calls(guide: Opened) -> Live:
    from segkit.engagement.corrections import Corrections
    from segkit.engagement.outside import plan_to_read
    from segkit.widgets.plan import PlanWidget

    engagement = guide.facts.engagement
    if guide.facts.plan is None:
        return _static(guide, "planned_calls")
    corrections, why = None, ""
    try:
        place = plan_to_read(engagement)
        corrections = Corrections(place, engagement.profile_file) if place else None
    except SegkitError as error:  # the calls can be gone through all the same
        why = f"{error.problem} {error.fix}"
    return PlanWidget(guide.facts, corrections, why)


def _connect(guide: Opened) -> Live:
    from segkit.widgets.connect import ConnectWidget

    return ConnectWidget(guide.facts.engagement)


def _pull(
    guide: Opened, *, volumes: int | None = None, also: str = "", with_write_keys: bool = False
) -> Live:
    from segkit.engagement.snapshot import take_snapshot
    from segkit.segment_api.titles import names_in
    from segkit.widgets.pulling import PullBars

    def pull(listen: Callable[[object], None]) -> str:
        take_snapshot(
            guide.facts.engagement,
            listen=listen,
            volumes_days=volumes,
            also=names_in(also),
            with_write_keys=with_write_keys,
        )
        return guide.renew()

    bars = PullBars()
    bars.start(pull)
    return bars


def _presenter(guide: Opened) -> Live:
    from segkit.widgets.presenter import PresenterWidget

    return PresenterWidget(guide.facts.engagement.notes_file)


def _playground(guide: Opened, event: str = "", source: str = "") -> Live:
    from segkit.explore.playground import Playground
    from segkit.rows.plan.snippets import languages_of
    from segkit.widgets.playground import PlaygroundWidget

    place = Playground(guide.facts)
    return PlaygroundWidget(place, place.start(event, source), languages_of(guide.facts))


def _explore(guide: Opened) -> Live:
    from segkit.explore.explorer import Explorer
    from segkit.widgets.explore import ExploreWidget

    return ExploreWidget(Explorer(guide.facts))


def _records(name: str) -> Form:
    """The form for what the room notes down."""

    def form(guide: Opened) -> Live:
        from segkit.rows.workshop import records
        from segkit.widgets.records import Records, RecordsWidget

        kind, fields, draw, noun, title = records.FORMS[name]
        file = guide.facts.engagement.notes_file
        return RecordsWidget(Records(file, kind, fields, noun=noun, title=title), draw)

    return form


_READING = frozenset({"explore", "identify_facts", "matrix", "playground"})
"""Whose forms have no message that writes."""

_FORMS: Mapping[str, Form] = {
    **{name: _of_facts(name) for name in ("todos", "actions", "objectives", "outcomes")},
    **{name: _of_facts(name) for name in ("consent", "listen", "export")},
    "considerations": _considerations,
    "matrix": _matrix,
    "identify_facts": _identify_facts,
    "plan_reading": _plan_reading,
    "planned_calls": _planned_calls,
    "connect": _connect,
    "pull": _pull,
    "presenter": _presenter,
    "playground": _playground,
    "explore": _explore,
    **{name: _records(name) for name in ("decisions", "questions", "parking_lot")},
}
