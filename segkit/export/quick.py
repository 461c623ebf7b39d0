"""A quick start: nbconvert's exporter without the parts that a guide does not use.

`import nbconvert` loads every exporter, filter and preprocessor, a kernel client and two
parsers of HTML; behind `nbformat` a grammar of web addresses is compiled. That takes far
longer than making a guide. Here the packages are put in place unloaded, and each loads as a
whole as soon as anything is asked of it that is not there: nothing is replaced or lost, but for
two checkers that jsonschema itself treats as optional.
Only segkit's own programs do this; a program or notebook that imports segkit is left alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from types import ModuleType

_OPTIONAL = ("rfc3987_syntax", "isoduration")
"""What jsonschema checks international addresses and durations with; no notebook has any.

None in `sys.modules` is Python's own way to say that a module is not to be imported."""


def start_quickly() -> None:
    """Load nbconvert's `TemplateExporter` and nothing that it does not need.

    Does nothing where nbconvert or nbformat are loaded already.
    """
    if "nbconvert" in sys.modules or "nbformat" in sys.modules:
        return
    for name in _OPTIONAL:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    nbformat = _unloaded("nbformat")
    _unloaded("nbformat.validator")
    vars(nbformat)["NotebookNode"] = import_module("nbformat.notebooknode").NotebookNode
    nbconvert = _unloaded("nbconvert")
    _unloaded("nbconvert.exporters")
    filters = _Names("nbconvert.filters")
    sys.modules[filters.__name__] = vars(nbconvert)["filters"] = filters
    try:
        import_module("nbconvert.exporters.templateexporter")
    finally:
        del sys.modules[filters.__name__], vars(nbconvert)["filters"]
        sys.meta_path.insert(0, _WholePackages())


class _Unloaded(ModuleType):
    """A module in its place that is imported when something in it is missing."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        _load(self.__name__.partition(".")[0])
        return getattr(sys.modules[self.__name__], name)


class _Names(ModuleType):
    """Stands for `nbconvert.filters` while a table of them is made: each is only its name.

    nbconvert itself imports a filter that is given by name, when an exporter registers it.
    """

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return f"{self.__name__}.{name}"


class _WholePackages(MetaPathFinder):
    """Loads a package that waits before anything else in it is imported, as usual."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        package, _, inner = fullname.partition(".")
        if not inner or not isinstance(sys.modules.get(package), _Unloaded):
            return None
        _load(package)
        module = sys.modules.get(fullname)
        return None if module is None else ModuleSpec(fullname, _ThereAlready(module))


class _ThereAlready(Loader):
    """Gives a module that its package has imported meanwhile."""

    def __init__(self, module: ModuleType) -> None:
        self._module, self._spec = module, module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        del spec
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec


def _load(name: str) -> None:
    """Import the package `name` as a whole; what is loaded of it already stays the same."""
    package = sys.modules[name]
    inside = [module for module in sys.modules if module.startswith(f"{name}.")]
    for module in inside:
        if isinstance(sys.modules[module], _Unloaded):
            del sys.modules[module], vars(package)[module.rpartition(".")[2]]
    package.__class__ = ModuleType  # an ordinary one from here on
    if package.__spec__ and package.__spec__.loader:
        package.__spec__.loader.exec_module(package)
    for module in inside:
        outer, _, inner = module.rpartition(".")
        vars(sys.modules[outer]).setdefault(inner, sys.modules[module])


def _unloaded(name: str) -> ModuleType:
    """The module `name`, in its place and with its path, but not loaded."""
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    module = module_from_spec(spec)
    module.__class__ = _Unloaded
    sys.modules[name] = module
    package, _, child = name.rpartition(".")
    if package:
        vars(sys.modules[package])[child] = module
    return module
