"""The methods of a guide as type checkers and editors see them; `make methods` writes this.

At run time `Guide` finds the row of that name. A row that another package declares is shown
with `guide.show("name")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from segkit.guide.shown import Shown
    from segkit.rows.workshop.agenda import PartName


class Named:
    """One method for each row that segkit has."""

    if TYPE_CHECKING:

        def agenda(self, start: str = ..., minutes: Mapping[PartName, int] = ...) -> Shown:
            """The parts of the workshop with their times."""

        def doctor(self) -> Shown:
            """Whether everything that a live workshop needs works, and what to do where not."""

        def connect(self) -> Shown:
            """A field for the token of the workspace; it goes to the keyring and nowhere else."""

        def pull(
            self, *, volumes: int | None = ..., also: str = ..., with_write_keys: bool = ...
        ) -> Shown:
            """Read plan and workspace again; everything that is shown from now on comes from it."""

        def presenter(self) -> Shown:
            """In a notebook, switches for showing it to a room; nothing in a document."""

        def cover(self) -> Shown:
            """Who the guide is for, who made it, and the links that matter (S2)."""

        def where_you_stand(self) -> Shown:
            """Page one: what is wrong now, the next steps, and how each question stands."""

        def todos(self) -> Shown:
            """What the SA still has to settle (S3); in a notebook, the place to settle it."""

        def plan_guidelines(self) -> Shown:
            """Who keeps the plan, how it is read, and whether its names keep to its own rule."""

        def plan_reading(self) -> Shown:
            """How the plan's tabs were understood; in a notebook, the place to correct it."""

        def overview(self) -> Shown:
            """Segment with the customer's own sources and destinations (S5)."""

        def sources(self) -> Shown:
            """Every kind of source, with the customer's own under each (S6)."""

        def environments(self) -> Shown:
            """Which source tracks which product in which environment (S7)."""

        def load_snippet(self) -> Shown:
            """The line that decides which source an application sends to (S7)."""

        def quickstarts(self) -> Shown:
            """How to start in each library that the customer uses (S8)."""

        def tracking_methods(self) -> Shown:
            """Client-side, server-side or both (S9)."""

        def calls_in_scope(self) -> Shown:
            """Which of the six calls are in scope, and why (S10)."""

        def identify_tab(self) -> Shown:
            """Where the identify traits are kept (S11)."""

        def identify_facts(self) -> Shown:
            """What the plan says about the id and the calls next to it (S12)."""

        def planned_calls(self) -> Shown:
            """What was agreed of each planned call; in a notebook, the place to go through them."""

        def identity(self) -> Shown:
            """Which call carries which id, step by step, and how each tool knows the person."""

        def identify(self) -> Shown:
            """The identify traits (S13): search, filter, sort, choose one for its details."""

        def identify_snippets(self) -> Shown:
            """identify() in the customer's languages, with values that the plan accepts (S13)."""

        def modes(self) -> Shown:
            """How many connections are in device mode and in cloud mode (S14)."""

        def destinations(self) -> Shown:
            """The destinations (S15): search, filter, sort, choose one for its details."""

        def matrix(self) -> Shown:
            """Sources × destinations with the mode of each connection (S15)."""

        def flow(self) -> Shown:
            """The same as a diagram (S15)."""

        def warehouses(self) -> Shown:
            """The warehouses and what is synced into them (S15)."""

        def consent(self) -> Shown:
            """Which consent categories each destination is in, as the SA entered them."""

        def functions(self) -> Shown:
            """Source, destination and insert functions, and what uses each."""

        def spaces(self) -> Shown:
            """Audiences and computed traits of each space, the events they need, and where they go."""

        def models(self) -> Shown:
            """Each model with the mappings that it feeds, their schedule and their last run."""

        def route(self, call: dict[str, object], *, source: str) -> Shown:
            """What becomes of a call that `source` sends: each destination and warehouse."""

        def playground(self, event: str = ..., source: str = ...) -> Shown:
            """What happens to a call: the plan's word, every destination, the warehouse, the code."""

        def listen(self) -> Shown:
            """In a notebook, the switch of a receiver and the calls that arrive; nothing in a document."""

        def considerations(self, *, editable: bool = ...) -> Shown:
            """What to watch out for with each source and destination (S16)."""

        def personal_data(self) -> Shown:
            """Each planned field about a person, and each tool of production that receives it."""

        def pages(self) -> Shown:
            """The planned page and screen calls (S17)."""

        def track(self) -> Shown:
            """The planned events (S17)."""

        def group(self) -> Shown:
            """The planned group calls (S17)."""

        def common(self) -> Shown:
            """What is planned for every call."""

        def volumes(self) -> Shown:
            """The plan beside what was received; empty unless a pull was asked to count it."""

        def deliveries(self) -> Shown:
            """What was delivered, kept back and refused, event by event; empty unless it was asked for."""

        def review(self) -> Shown:
            """Score of the tracking plan, the findings that matter most, and all others by their cause."""

        def usage(self) -> Shown:
            """Which source brings how many tracked users and calls in the month of the pull."""

        def coverage(self) -> Shown:
            """Who receives each planned field, and which required fields of mappings are not fed."""

        def gaps(self) -> Shown:
            """Planned fields that nobody receives, and required fields of mappings that stay empty."""

        def testing(self) -> Shown:
            """Each planned call: where it is sent from, and which tools have to show it."""

        def seen(self) -> Shown:
            """Each planned call with what was seen of it; empty while nothing is kept."""

        def rollout(self) -> Shown:
            """Each application with its steps until it is live; what is done is ticked."""

        def business_questions(self) -> Shown:
            """The questions that the plan is made for, and whether each can be answered."""

        def objectives(self) -> Shown:
            """What the customer wants to reach with Segment; in a notebook, the place to note it."""

        def actions(self) -> Shown:
            """What somebody has to do, with owner and day; in a notebook, the place to note it."""

        def decisions(self) -> Shown:
            """The decision log; in a notebook, the place to write it."""

        def questions(self) -> Shown:
            """The questions that are open, and their answers; in a notebook, the place to ask."""

        def parking_lot(self) -> Shown:
            """What was left for another day; in a notebook, the place to leave it."""

        def outcomes(self) -> Shown:
            """What was decided, by whom and by when, side by side; in a notebook, the place to note it."""

        def owners(self) -> Shown:
            """Teams and people with their planned calls, sources, decisions and questions."""

        def changes(self) -> Shown:
            """What changed since the snapshot before this one."""

        def findings(self) -> Shown:
            """What segkit noticed that is shown nowhere else in the guide."""

        def glossary(self) -> Shown:
            """The words of the guide with their meanings, and other words for the same."""

        def provenance(self) -> Shown:
            """What everything here was made from, and when."""

        def explore(self) -> Shown:
            """One box over everything in plan and workspace, with links between what belongs together."""

        def export(self) -> Shown:
            """In a notebook, what the final guide waits for, and buttons that export it."""
