"""Behaviour of `segkit.export.quick`: the program starts without what it does not use."""

from __future__ import annotations

import subprocess
import sys

SLOW = (
    "bs4 bleach jsonschema nbclient nbconvert.preprocessors pandas pygments zmq segkit.pull.inputs"
)


def run(code: str) -> str:
    """What a new Python prints after a quick start."""
    start = "from segkit.export.quick import start_quickly\nstart_quickly()\nimport sys\n"
    command = [sys.executable, "-c", start + code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_an_exporter_is_made_without_what_is_slow() -> None:
    """A slow import that creeps in again is named here."""
    code = (
        "from segkit.export.exporter import SegkitExporter\n"
        "SegkitExporter()\n"
        f"print([name for name in {SLOW.split()!r} if name in sys.modules])"
    )

    assert run(code) == "[]"


def test_everything_that_was_left_out_is_there_when_it_is_asked_for() -> None:
    """One nbformat, one nbconvert: whoever comes later finds them whole."""
    code = (
        "from nbclient import NotebookClient\n"
        "from nbformat.v4 import new_notebook\n"
        "import nbformat, nbformat.validator, nbconvert.exporters\n"
        "nbformat.validate(new_notebook())\n"
        "assert nbformat.validator.ValidationError is nbformat.ValidationError\n"
        "from nbconvert import HTMLExporter, TemplateExporter\n"
        "from nbconvert.exporters.templateexporter import TemplateExporter as direct\n"
        "assert direct is TemplateExporter is nbconvert.exporters.TemplateExporter\n"
        "print(len(HTMLExporter().from_notebook_node(new_notebook())[0]) > 1000)"
    )

    assert run(code) == "True"


def test_a_program_that_uses_nbconvert_already_is_left_alone() -> None:
    """Nothing is put in its place a second time."""
    code = (
        "import subprocess\n"
        "code = 'import sys, nbformat; from segkit.export.quick import start_quickly; '\n"
        "code += 'before = list(sys.meta_path); start_quickly(); print(before == sys.meta_path)'\n"
        "print(subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout)"
    )

    assert run(code) == "True"
