"""Live widgets; each carries the static view that it shows, and `rows` says which row has which."""

from __future__ import annotations

from segkit.widgets.confirm import ConfirmWidget
from segkit.widgets.connect import ConnectWidget
from segkit.widgets.considerations import ConsiderationsWidget
from segkit.widgets.explore import ExploreWidget
from segkit.widgets.export import ExportWidget
from segkit.widgets.playground import PlaygroundWidget
from segkit.widgets.presenter import PresenterWidget
from segkit.widgets.pulling import PullBars
from segkit.widgets.records import RecordsWidget
from segkit.widgets.table import TableWidget
from segkit.widgets.todos import TodosWidget

__all__ = [
    "ConfirmWidget",
    "ConnectWidget",
    "ConsiderationsWidget",
    "ExploreWidget",
    "ExportWidget",
    "PlaygroundWidget",
    "PresenterWidget",
    "PullBars",
    "RecordsWidget",
    "TableWidget",
    "TodosWidget",
]
