"""Live widgets; each carries the static view that it shows, and `rows` says which row has which."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segkit.widgets.confirm import ConfirmWidget
    from segkit.widgets.connect import ConnectWidget
    from segkit.widgets.consent import ConsentWidget
    from segkit.widgets.considerations import ConsiderationsWidget
    from segkit.widgets.explore import ExploreWidget
    from segkit.widgets.export import ExportWidget
    from segkit.widgets.listen import ListenWidget
    from segkit.widgets.plan import PlanWidget
    from segkit.widgets.playground import PlaygroundWidget
    from segkit.widgets.presenter import PresenterWidget
    from segkit.widgets.pulling import PullBars
    from segkit.widgets.records import RecordsWidget
    from segkit.widgets.table import TableWidget
    from segkit.widgets.todos import TodosWidget

__all__ = [
    "ConfirmWidget",
    "ConnectWidget",
    "ConsentWidget",
    "ConsiderationsWidget",
    "ExploreWidget",
    "ExportWidget",
    "ListenWidget",
    "PlanWidget",
    "PlaygroundWidget",
    "PresenterWidget",
    "PullBars",
    "RecordsWidget",
    "TableWidget",
    "TodosWidget",
]


def __getattr__(name: str) -> object:
    """A widget, loaded when the first one of its kind is shown: some bring a lot along."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "pulling" if name == "PullBars" else name.removesuffix("Widget").lower()
    return getattr(import_module(f"{__name__}.{module}"), name)
