"""Nobody is sent to a package index for segkit: its name there is a stranger's, and its own new.

Every text of the project is read: documents, notebooks, data, templates, and whatever Python
says.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAIN = {".md", ".toml", ".yml", ".yaml", ".j2", ".html", ".sh", ".js", ".css", ".txt", ".lock", ""}

_TOOL = (
    r"(?:pip[\d.]*|pipx|uvx?|conda|mamba|micromamba|poetry|pdm|rye|hatch|easy_install)"
    r"(?:\s+(?:tool|pip|global|run|inject))*"
)
_ADVICE = re.compile(
    rf"(?<![\w-]){_TOOL}\s+(?:install|add|inject|upgrade|download|sync)\b"
    r"[^`#;|&\n]*?[\s\"'(=]segkit(?:[-_.]guide)?(?![\w./-])",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"(?<![\w-])(?:uvx|pipx\s+run|uv\s+tool\s+run)\s(?!--(?:from|spec)\s+\.?/)[^`\n]*?segkit",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:pypi\.org|anaconda\.org)/[\w/-]*segkit", re.IGNORECASE)
_LISTED = re.compile(
    r"^\s*-?\s*segkit(?:[-_.]guide)?(?:\[[^\]]*\])?\s*(?:[=<>~!]=?.*)?$", re.IGNORECASE
)


def advice(text: str) -> str:
    """What of the text sends its reader to a package index for segkit; empty when nothing does."""
    joined = re.sub(r"\\\n\s*", " ", text)
    found = next(filter(None, (p.search(joined) for p in (_ADVICE, _RUN, _ADDRESS))), None)
    return found[0] if found else ""


@pytest.mark.parametrize(
    "text",
    [
        "pip install segkit", "`pip install 'segkit[dask]'`", 'pip install "segkit-guide"',
        "python -m pip install --upgrade segkit_guide", "pip install -q segkit==1.0",
        "%pip install segkit", "uv pip install segkit-guide", "uv add segkit", "uvx segkit demo",
        "uv tool install segkit", "pipx install segkit-guide[dask]", "poetry add segkit",
        "conda install -c conda-forge segkit", "pip install \\\n  segkit", "PIP INSTALL SEGKIT",
        "pip3 install pandas segkit", "pip download segkit.guide", "pip install segkit, then go on",
        "https://pypi.org/project/segkit-guide/", "pipx run segkit",
        "uvx segkit-guide demo", "uvx --from segkit-guide segkit demo",
    ],
)  # fmt: skip
def test_advice_is_found_however_it_is_written(text: str) -> None:
    """With options, extras, quotes, versions, and other tools than pip."""
    assert advice(text)


@pytest.mark.parametrize(
    "text",
    [
        "pip install .", "pip install '.[dask]'", "pip install dist/segkit_guide-*.whl",
        "pip install segkit_guide-0.2.0-py3-none-any.whl", "pip install ./segkit",
        "pip uninstall segkit", "install segkit again", "`pip install .`, then run segkit",
        "pip install -e .  # then segkit demo",
        "uvx --from ./dist/segkit_guide-0.2.0-py3-none-any.whl segkit demo",
        "pipx run --spec ./segkit_guide-0.2.0-py3-none-any.whl segkit demo", "pip install segment-analytics-python",
    ],
)  # fmt: skip
def test_a_checkout_and_a_wheel_are_no_index(text: str) -> None:
    """What the project may say."""
    assert advice(text) == ""


def test_nothing_sends_anybody_to_an_index_for_segkit() -> None:
    """Neither for the name that it had nor for the one that it has."""
    found = {
        f"{name}: {said}"
        for name, text in texts()
        if name != Path(__file__).relative_to(ROOT).as_posix() and (said := advice(text))
    }

    assert found == set()


def test_no_list_of_packages_names_segkit() -> None:
    """The lock and the environment are about what it needs."""
    for name in ("environment.yml", "requirements.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if _LISTED.match(line)] == []


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the project with the name of its file."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in listed:
        file = ROOT / name
        if not file.is_file():
            continue
        if file.suffix == ".py":
            for text in said_in(ast.parse(file.read_text(encoding="utf-8"))):
                yield name, text
        elif file.suffix == ".ipynb":
            for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
                yield name, "".join(cell["source"])
        elif file.suffix in PLAIN:
            yield name, file.read_text(encoding="utf-8")


def said_in(tree: ast.AST) -> Iterator[str]:
    """Every text in a module: literals, what others are put into, and lists of single words."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield "".join(map(_part, parts))
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                yield " ".join(word for word in map(_part, parts) if not re.search(r"\s", word))


def _part(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case _:
            return "…"


def test_what_python_says_is_read_as_it_is_shown() -> None:
    """Also a command that is a list, and a text that something is put into."""
    code = 'run(["pip", "install", "segkit"])\nsay(f"pip install {name} segkit")\n'

    assert sum(bool(advice(text)) for text in said_in(ast.parse(code))) == 2
