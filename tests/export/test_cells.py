"""Behaviour of `segkit.export.cells`: which code cells are plain calls."""

from __future__ import annotations

import pytest

from segkit.errors import InputFileError, SegkitError, UsageError
from segkit.export.cells import IMPORT, Answers, Call, bundle_of, is_quiet, plain_calls


class Piece:
    """Stands for a view."""

    def __init__(self, text: str) -> None:
        self.text = text

    def bundle(self) -> dict[str, str]:
        """Its static forms."""
        return {"text/html": f"<p>{self.text}</p>", "text/plain": self.text}


class FakeGuide:
    """Stands for a guide."""

    def __init__(self, folder: str = ".") -> None:
        self.folder = folder

    def traits(self, language: str = "javascript") -> Piece:
        """A view that depends on an argument and on which guide it is."""
        return Piece(f"{self.folder} {language}")


def test_a_call_with_literals_is_plain() -> None:
    """These are the cells of the shipped notebooks."""
    assert plain_calls('import segkit\n\nguide = segkit.open_guide("a")') == (
        IMPORT,
        Call("guide", "segkit", "open_guide", ("a",), {}),
    )
    assert plain_calls('# why\nguide.traits(language="go")') == (
        Call("", "guide", "traits", (), {"language": "go"}),
    )
    assert plain_calls("") == ()


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import segkit as kit",
        "from segkit import open_guide",
        "guide.traits(name)",
        "guide.traits(*args)",
        "guide.traits(**{'language': 'go'})",
        "guide.traits(open('/etc/passwd').read())",
        "guide.traits().html",
        "guide._facts()",
        "guide.facts.snapshot()",
        "x = guide.traits()",
        "a = b = segkit.open_guide()",
        "for _ in range(3): guide.traits()",
        "%pip install something",
        "!ls",
        "print('hi')",
        "__import__('os').system('true')",
        "guide.traits(",
        "\0",
        "guide.__class__()",
        "guide.__init__('elsewhere')",
        "guide.identify.__func__(1)",
        "segkit.__getattr__('guide')",
        "segkit.guide.rows.Guide()",
        "segkit = segkit.open_guide()",
        "segkit.open_guide = print",
        "guide.identify = print",
        "guide.traits(f'{open(1)}')",
        "guide.traits(language := 'go')",
        "(guide := segkit.open_guide())",
        "guide.traits([name for name in 'go'])",
        "guide.traits(lambda: 1)",
        "guide.traits('a' * 10**9)",
        "guide.traits(9**9**9)",
        "guide.traits({[]: 1})",
        "guide.traits('a', language='b', language='c')",
        "guide.traits(1 if 1 else 2)",
        "guide.traits(...)[0]",
        "guide.traits() + guide.traits()",
        "guide.traits() if True else exit()",
        "guide['traits']()",
        "traits()",
        "await guide.traits()",
        "guide: object = segkit.open_guide()",
        "guide, other = segkit.open_guide()",
        "@guide.traits\ndef spoof(): ...",
        "class Guide(guide.traits()): ...",
        "with guide.traits(): ...",
        "del guide",
        "import segkit, os",
        "import segkit.guide",
        "guide.traits(" + "9" * 5000 + ")",
        "guide.traits(" + "-" * 20_000 + "1)",
        "guide.traits(" + "[" * 5000 + "]" * 5000 + ")",
        "guide" + ".a" * 20_000 + "()",
        "guide.traits('\ud800')",
    ],
)
def test_anything_else_is_not_plain(source: str) -> None:
    """A stranger's code is never run without a kernel being asked for."""
    assert plain_calls(source) is None


@pytest.mark.parametrize("line", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_line_that_only_ipython_sees_is_not_plain(line: str) -> None:
    """What is a comment to Python is another line to a kernel, and there it may be a magic."""
    assert plain_calls(f"guide.traits() # see{line}traits?") is None
    assert plain_calls(f'guide.traits("""{line}!ls{line}""")') is None


def test_answers_follow_the_notebooks_order() -> None:
    """A variable is the guide that was opened last under that name."""
    answers = Answers(FakeGuide)
    first = plain_calls('import segkit\nguide = segkit.open_guide("one")\nguide.traits()')
    second = plain_calls('guide.traits("go")')

    assert first is not None
    assert second is not None
    assert bundle_of(answers.answer(first, "cell 1")) == {
        "text/html": "<p>one javascript</p>",
        "text/plain": "one javascript",
    }
    assert bundle_of(answers.answer(second, "cell 2")) == {
        "text/html": "<p>one go</p>",
        "text/plain": "one go",
    }


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("guide.trait()", "did you mean traits?"),
        ("guide.traits(colour='red')", "does not fit"),
        ("guide.traits(7)", "'language' is no text"),
        ("guide = segkit.open_guide(b'x')", "'folder' is no text"),
        ("guide = segkit.open_guide('.', 2)", "does not fit"),
        ("other.traits()", "before it was opened"),
    ],
)
def test_a_wrong_call_is_explained_at_its_place(source: str, message: str) -> None:
    """The SA learns which cell, and what was meant."""
    answers = Answers(FakeGuide)
    answers.answer(plain_calls("guide = segkit.open_guide()") or (), "cell 1")

    with pytest.raises(UsageError, match=r"cell 7") as raised:
        answers.answer(plain_calls(source) or (), "cell 7")

    assert message in str(raised.value)


@pytest.mark.parametrize("error", [UsageError, InputFileError])
def test_what_a_row_says_of_its_arguments_is_said_with_the_cell(error: type[SegkitError]) -> None:
    """Whichever kind of error it is; a call that is written into a cell is an argument too."""

    class Refusing:
        def route(self, call: dict[str, object]) -> str:
            raise error(f"The call has no type: {call}.", "give it one.")

    answers = Answers(Refusing)
    answers.answer(plain_calls("guide = segkit.open_guide()") or (), "cell 1")

    with pytest.raises(error, match=r"^cell 7: The call has no type"):
        answers.answer(plain_calls("guide.route({})") or (), "cell 7")


def test_an_import_at_the_end_shows_nothing() -> None:
    """IPython shows what the last line gives, and an import gives nothing."""
    answers = Answers(FakeGuide)
    answers.answer(plain_calls("guide = segkit.open_guide()") or (), "cell 1")

    assert answers.answer(plain_calls("guide.traits()\nimport segkit") or (), "cell 2") is None


@pytest.mark.parametrize(
    ("source", "quiet"),
    [
        ("guide.traits();", True),
        ("guide.traits();  # not now", True),
        ("guide.traits()  # a;", False),
        ("guide.traits()", False),
        ("guide.traits(';')", False),
        ("", False),
    ],
)
def test_a_semicolon_at_the_end_keeps_a_cell_quiet(source: str, *, quiet: bool) -> None:
    """The rule of IPython, comments included."""
    assert is_quiet(source) is quiet
