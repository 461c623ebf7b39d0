"""`python -P -m segkit.app explore.ipynb`: the server that `segkit app` starts."""

from __future__ import annotations

from segkit.app.server import AppServer
from segkit.programs.ending import end_by_any_signal

if __name__ == "__main__":
    end_by_any_signal()
    AppServer.launch_instance()
