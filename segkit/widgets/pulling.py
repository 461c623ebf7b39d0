"""A pull in a notebook: a bar for each resource, and a button that ends it.

The pull has a thread of its own: a kernel that is busy with a cell does not hear the button in
every front end. Nothing is harmed when it is ended, when the kernel is restarted, or when
somebody runs other cells meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from segkit.errors import SegkitError
from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.segment_api.progress import Progress
from segkit.segment_api.titles import title_of
from segkit.widgets.carrying import show_with_twin
from segkit.widgets.scripts import bring_scripts

if TYPE_CHECKING:
    import ipywidgets as widgets
    import pandas as pd

Listen = Callable[[object], None]

_GONE = (
    "A pull was begun here; its bars are gone with the kernel. "
    "The snapshot is whole: the one from before, or the new one."
)
_RUNS = "sk-pulling"
"""The class of bars that move; the page takes them away when the kernel is gone."""

KEPT = "Cancelled. The snapshot is as it was before."


class PullBars:
    """What a pull tells, as ipywidgets; itself the listener that a pull is given.

    Attributes:
        box: The whole of it, to be displayed.
        cancelled: The button was pressed.
    """

    def __init__(self) -> None:
        import ipywidgets as widgets

        bring_scripts()
        self.cancelled = False
        self._rows: dict[str, tuple[widgets.IntProgress, widgets.Label]] = {}
        self._bars = widgets.VBox()
        self._said = widgets.Label("Reading plan and workspace …")
        self._button = widgets.Button(description="Cancel", icon="times")
        self._button.on_click(self._cancel)
        self.box = widgets.VBox([self._bars, widgets.HBox([self._button, self._said])])
        self.box.add_class("sk-widget")  # by which its static twin knows that it is live
        self.box.add_class(_RUNS)

    @property
    def view(self) -> View:
        """What a document says of it."""
        return nothing(str(self._said.value))

    def to_frame(self) -> pd.DataFrame:
        """Nothing: a pull lists nothing."""
        return self.view.to_frame()

    def _ipython_display_(self) -> None:
        """Shown in a cell; where the bars are gone, a sentence says what was there."""
        static = nothing(_GONE)
        show_with_twin(self.box, static.bundle())

    def _repr_mimebundle_(self, **options: Any) -> Any:  # noqa: ANN401 (ipywidgets' own)
        return self.box._repr_mimebundle_(**options)

    def start(self, pull: Callable[[Listen], str]) -> threading.Thread:
        """Run `pull` in a thread, with this as its listener; it returns what is said in the end."""
        thread = threading.Thread(target=self.run, args=(pull,), daemon=True, name="segkit bars")
        thread.start()
        return thread

    def run(self, pull: Callable[[Listen], str]) -> None:
        """Run `pull`, and say in the end how it went: nobody is there to be raised to."""
        try:
            self._end(pull(self))
        except KeyboardInterrupt:
            self._end(KEPT)
        except SegkitError as error:
            self._end(f"{error.problem} To fix: {error.fix}")
        except BaseException:
            self._end("This is a bug in segkit; the snapshot is as it was before.")
            raise

    def __call__(self, news: object) -> None:
        """Draw one piece of news; raises `KeyboardInterrupt` once the button was pressed."""
        if self.cancelled:
            raise KeyboardInterrupt
        if not isinstance(news, Progress):
            self._said.value = str(news)
            return
        bar, count = self._row(news.resource)
        known = news.total is not None
        bar.max = max(news.total or 0, news.done, 1)
        bar.value = bar.max if news.done == news.total else news.done
        count.value = f"{news.done} of {news.total}" if known else f"{news.done}"
        if news.done == news.total:
            bar.bar_style = "success"

    def _row(self, resource: str) -> tuple[widgets.IntProgress, widgets.Label]:
        import ipywidgets as widgets

        if resource not in self._rows:
            name = widgets.Label(title_of(resource), layout=widgets.Layout(width="15em"))
            bar, count = widgets.IntProgress(), widgets.Label()
            self._rows[resource] = bar, count
            self._bars.children = (*self._bars.children, widgets.HBox([name, bar, count]))
        return self._rows[resource]

    def _cancel(self, _button: object) -> None:
        self.cancelled = True
        self._button.disabled = True
        self._said.value = "Ending …"

    def _end(self, said: str) -> None:
        self.box.remove_class(_RUNS)
        self._button.disabled = True
        self._button.layout.display = "none"
        self._said.value = said
