"""`python -P -m segkit.app explore.ipynb`: the server that `segkit app` starts."""

from __future__ import annotations

from segkit.app.server import AppServer

if __name__ == "__main__":
    AppServer.launch_instance()
