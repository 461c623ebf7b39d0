"""What somebody else's JSON and TOML may be, in words for people."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.agents.edition.writing import _JOINED
from segkit.cli import cli
from segkit.malformed import MalformedError, parse_json, parse_toml, wording
from segkit.plans.cells.object_text import read_object
from segkit.plans.words.headings import normalised
from segkit.plans.words.vocabulary import ASIDE

DEEP = b"[" * 100_000
PYTHON = ("codec", "Expecting", "recursion", "sys.set_int", "Errno", "ordinal")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a value is missing or unknown at line 1, column 1"),
        (b'{\n"a" 1}', "a colon is missing at line 2, column 5"),
        (b"[1 2]", "a comma is missing at line 1, column 4"),
        (b'{"a": "\n"}', "a text holds a control character"),
        (b'\n"\xff"', "line 2 is not in UTF-8"),
        (DEEP, "its brackets lie too deep"),
        (b"9" * 5_000, "a number of more digits"),
    ],
)
def test_json_is_refused_in_words_for_people(content: bytes, said: str) -> None:
    """However it is broken, with one kind of error and none of Python's words."""
    with pytest.raises(MalformedError, match=said) as caught:
        parse_json(content)
    assert not any(word in str(caught.value) for word in PYTHON)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 100_000, "its brackets lie too deep"),
        ("a = " + "9" * 5_000, "a number of more digits"),
        ("a." * 100_000 + "a = 1", "a key of more than 200 parts"),
        ("x = {" + "a." * 100_000 + "a = 1}", "a key of more than 200 parts"),
        ("a", "after a key"),
    ],
)
def test_toml_is_refused_in_words_for_people(text: str, said: str) -> None:
    """And soon, also where Python's own parser would take minutes."""
    with pytest.raises(MalformedError, match=said) as caught:
        parse_toml(text)
    assert not any(word in str(caught.value) for word in PYTHON)


def test_what_the_system_says_has_no_number_in_front() -> None:
    """Of a file that is not there, as of any."""
    with pytest.raises(OSError, match="No such") as caught:
        Path("nowhere").read_bytes()
    assert wording(caught.value) == "No such file or directory"


@pytest.mark.parametrize("content", [DEEP, b"9" * 5_000, b"\xff\xfe\xff", b"a." * 100_000 + b"a=1"])
@pytest.mark.parametrize(
    "command",
    ["knowledge --check FILE", "lint PLAN --rules FILE", "amend PLAN FILE --output copy.csv",
     "lint PLAN --baseline FILE", "plan FILE", "route FILE . --source web"],
)  # fmt: skip
def test_no_file_of_somebody_else_is_a_traceback(
    command: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command says that it cannot be read, and what to do."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.json").write_bytes(content)
    (tmp_path / "plan.csv").write_text("Event Name,Property,Type\nLamp Lit,watts,number\n")
    words = {"FILE": "file.json", "PLAN": "plan.csv"}
    done = CliRunner().invoke(cli, [words.get(word, word) for word in command.split()])

    assert done.exit_code == 2, done.exception
    assert "To fix: " in done.output
    assert not any(word in done.output for word in PYTHON)


def test_a_repository_s_own_settings_may_be_anything() -> None:
    """What is no JSON of servers stays as it is."""
    ours = json.dumps({"mcpServers": {"segkit": {}}})
    assert _JOINED[".mcp.json"](DEEP.decode(), ours) is None


def test_a_cell_of_a_thousand_digits_is_text() -> None:
    """No number that Python would refuse to make."""
    digits = "9" * 5_000
    assert read_object(f"{{a: {digits}}}") == {"a": digits}


def test_brackets_that_never_close_cost_no_time() -> None:
    """Nor does a heading that is none: with the square of its length this took minutes."""
    begun = time.monotonic()
    assert ASIDE.sub("", "[" * 60_000) == "[" * 60_000
    assert normalised("A" + "-" * 60_000 + "b").startswith("a-")
    assert time.monotonic() - begun < 8
