"""The process that waits to become the workshop's kernel (`segkit.programs.warm`).

It loads what the cells of a workshop load, all of it segkit's own or one of its libraries; it reads
nothing of the folder and runs no cell before Jupyter has taken it over.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import runpy
import sys
import threading
from importlib import import_module

_LOADED = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "segkit.guide", "segkit.doctor.running"),
    *("segkit.listen.listening", "segkit.amend.kept_copy", "segkit.review.own_checks"),
    *("segkit.export.document", "segkit.segment_api.secrets"),
    *("jsonschema_rs", "python_calamine", "keyring.core", "psutil", "xml.etree.ElementTree"),
)
_WHOLE = ("segkit.rows", "segkit.widgets", "segkit.plans.grids")
"""What the cells of a workshop load: modules, and packages with all that is in them."""


def load() -> None:
    """Everything that the cells of a workshop load, with the templates of its views compiled."""
    from segkit.plans.formats import load_own
    from segkit.render.html import environment

    for name in _LOADED:
        import_module(name)
    for name in _WHOLE:
        for module in pkgutil.walk_packages(import_module(name).__path__, f"{name}."):
            import_module(module.name)
    load_own()
    views = environment()
    for name in views.list_templates():
        views.get_template(name)


def main() -> None:
    """Load, wait, and become the kernel that is asked for, by way of the module that is named."""
    said: list[str] = []
    listening = threading.Thread(target=_listen, args=(said,), daemon=True)
    listening.start()
    gc.disable()  # of what is loaded nothing ever goes, and looking for it takes a tenth of the time
    load()
    gc.freeze()
    gc.enable()
    listening.join()
    told = json.loads(said[0])
    os.chdir(told["folder"])
    os.environ.update(told["env"])
    launcher = sys.argv[1]
    # ipywidgets tells the kernel of itself when it is imported in one, and here there was none
    sys.argv = [launcher, "-f", told["file"], "--ext=ipywidgets"]
    runpy.run_module(launcher, run_name="__main__", alter_sys=True)


def _listen(said: list[str]) -> None:
    """What the server says; it ends at once with a server that ends before it says anything."""
    said.append(sys.stdin.read())
    if not said[0]:
        os._exit(0)


if __name__ == "__main__":
    main()
