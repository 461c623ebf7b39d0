"""What comes before the room: how the plan is read, the token, whether everything works."""

from __future__ import annotations

from segkit import rows as views
from segkit.errors import SegkitError, UsageError
from segkit.facts.known import Facts
from segkit.guide import pulling
from segkit.render.view import View


class PreparingRows:
    """The rows of a guide that its SA needs, and no reader of a document."""

    facts: Facts
    _live: bool

    def _show(self, view: View, row: str = "") -> object:
        raise NotImplementedError  # pragma: no cover (the guide has it)

    def _without(self, what: str, todo: str) -> object:
        raise NotImplementedError  # pragma: no cover (likewise)

    def made_from(self) -> str:
        """The snapshot that everything here comes from, in words."""
        raise NotImplementedError  # pragma: no cover (likewise)

    def pull(self, *, volumes: int | None = None, with_write_keys: bool = False) -> object:
        """Read plan and workspace again; everything that is shown from now on comes from it.

        It runs behind the notebook; the bars have a button that ends it. A pull that is ended,
        or fails, changes nothing. A document is made from the snapshot that is there: in it
        this asks nobody.

        Args:
            volumes: Also count the events that were received in so many days.
            with_write_keys: Keep the write keys of websites and apps for the load snippets.
        """
        if not self._live:
            return views.nothing(f"Read from {self.made_from()}.")
        return pulling.pull_with_bars(
            self.facts.engagement, self._renew, volumes=volumes, with_write_keys=with_write_keys
        ).box

    def _renew(self) -> str:
        """Read the snapshot that has just been pulled."""
        self.facts = Facts(self.facts.engagement)
        return f"Done: the guide shows {self.made_from()}. Run the cells below again."

    def plan_reading(self) -> object:
        """How the plan's tabs were understood; in a notebook, the place to correct it.

        It reads the plan's file again, because corrections are about the file; the rest of
        the guide shows them after the next `segkit pull`.
        """
        # no guide shows it, so no export waits for the readers of tables behind it
        from segkit.engagement.corrections import Corrections
        from segkit.rows.reading import reading

        place = self.facts.engagement.plan
        if place is None:
            return self._without("How your plan is read", "plan")
        try:
            corrections = Corrections(place, self.facts.engagement.profile_file)
        except UsageError as error:
            return self._show(views.nothing(error.problem))
        except SegkitError as error:
            return views.missing("How your plan is read", error.problem, error.fix)
        if not self._live:
            return reading(corrections.outcome, name=place.name)
        from segkit.widgets import ConfirmWidget

        return ConfirmWidget(corrections)

    def connect(self) -> object:
        """A field for the token of the workspace; it goes to the keyring and nowhere else."""
        if not self._live:
            from segkit.rows.connect import connect

            return connect()
        from segkit.widgets import ConnectWidget

        return ConnectWidget(self.facts.engagement)

    def doctor(self) -> object:
        """Whether everything that a live workshop needs works, and what to do where not.

        A document does not say: it would be about the computer that made it.
        """
        if not self._live:
            return views.nothing("What a live workshop needs is checked live: `segkit doctor`.")
        from segkit.doctor import examine, look_around
        from segkit.rows.doctor import doctor

        return doctor(examine(look_around(self.facts.engagement.folder)))
