"""Behaviour of `segkit.engagement.toml.editing`: what differs is changed, and nothing else."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segkit.engagement.toml import (
    GONE,
    Spelling,
    differences,
    edited,
    line,
    put,
    same,
    table_body,
)
from segkit.engagement.toml.statements import blocks_of
from segkit.errors import ConfigError

BY_HAND = """\
# Robin's notes
[done] # the list
considerations = "read" # with Kim

# what Kim said about cookies
[considerations."a/web/b"]
# agreed on the phone
state = "dismissed" # for now
reason = \"\"\"
not [used]
x = 1\"\"\"
mine = 2026-11-24
odd = [
  "[considerations.fake]", # not a header
]

# about Braze
[considerations.'b/web/c']
state = "accepted"
# the end
"""


def change(text: str, path: tuple[str, ...], value: object) -> str:
    """The text with something else at one path."""
    return edited(text, put(tomllib.loads(text), path, value))


WORD = ("considerations", "a/web/b")


def test_a_changed_value_leaves_every_other_character() -> None:
    """Comments, order, odd spelling and unknown keys are a person's own."""
    made = change(BY_HAND, (*WORD, "state"), "accepted")

    assert made == BY_HAND.replace('state = "dismissed" # for now', 'state = "accepted" # for now')


def test_a_new_field_stands_with_its_table_and_a_gone_one_leaves_its_comment() -> None:
    """The comment behind a line that goes becomes a line."""
    made = change(change(BY_HAND, (*WORD, "state"), GONE), (*WORD, "severity"), "low")

    assert '# agreed on the phone\n# for now\nreason = """' in made
    assert ']\nseverity = "low"\n\n# about Braze' in made


def test_a_table_that_goes_leaves_the_comment_on_the_next_one() -> None:
    """What stands above a header belongs to that header."""
    made = change(BY_HAND, WORD, GONE)

    assert made.endswith(
        "# what Kim said about cookies\n\n# about Braze\n[considerations.'b/web/c']\n"
        'state = "accepted"\n# the end\n'
    )


def test_new_tables_stand_with_their_kind() -> None:
    """Between the last of their kind and what follows."""
    text = "[x.one]\na = 1\n\n[y]\nb = 2\n"

    made = change(change(text, ("x", "two"), {"a": "2"}), ("x", "3"), {"a": ""})

    assert made == '[x.one]\na = 1\n\n[x.two]\na = "2"\n\n[x.3]\na = ""\n\n[y]\nb = 2\n'


def test_several_changes_at_once_do_not_disturb_each_other() -> None:
    """Taking out two neighbours and changing a third."""
    text = "".join(f'[k.{name}]\nv = "{name}"\n\n' for name in "abcd")

    made = edited(text, {"k": {"a": {"v": "new"}, "d": {"v": "d"}}})

    assert made == '[k.a]\nv = "new"\n\n[k.d]\nv = "d"\n\n'


@pytest.mark.parametrize(
    "text",
    [
        'k = { a = { v = "old" }, z = 1 }\n',
        'k.a.v = "old"\nk.z = 1\n',
        '[k]\na = { v = "old" }\nz = 1\n',
        '[k]\na.v = "old"\nz = 1\n',
        '["k" . "a"]\n"v" = "old"\n[k]\nz = 1\n',
        "\ufeff[k.a]\r\nv = \"old\"\r\n[k.'b']\r\n".removeprefix("\ufeff"),
    ],
)
def test_any_layout_can_be_changed(text: str) -> None:
    """Inline tables, dotted keys and quoted keys say the same as tables of their own."""
    made = change(text, ("k", "a", "v"), "new\nline")

    wanted = tomllib.loads(text)
    wanted["k"]["a"]["v"] = "new\nline"
    assert tomllib.loads(made) == wanted


def test_a_table_in_one_line_stays_in_one() -> None:
    """What else is in it is spelled as before, and so is the comment behind it."""
    text = "modes = { a1 = 'device', \"b2\" = 'cloud' } # all\n"

    made = change(change(text, ("modes", "a1"), GONE), ("modes", "b2"), "two\nlines")

    assert made.endswith('"b2" = "two\\nlines" } # all\n')
    assert change(text, ("modes", "a1"), GONE).endswith("\"b2\" = 'cloud' } # all\n")
    assert made.count("\n") == 1


def test_a_dotted_key_stands_behind_its_kin() -> None:
    """Behind the last of them, whatever else is between."""
    made = change("k.a = 1\nx = 2\nk.b = 3\ny = 4\n", ("k", "c"), 5)

    assert made == "k.a = 1\nx = 2\nk.b = 3\nk.c = 5\ny = 4\n"


@pytest.mark.parametrize("value", ['"""x""""', "'''x''''", '"""#"""', "[ # two\n1 ]", '"#"'])
def test_the_comment_behind_any_value_stays(value: str) -> None:
    """Quotes before the end of a long text are part of it; a comment in a list is the list's."""
    made = change(f'a = {value} # say "it\'s"\nb = 1\n', ("a",), GONE)

    assert made == '# say "it\'s"\nb = 1\n'


def test_a_table_that_is_something_else_is_refused() -> None:
    """Nothing is written over a value that somebody means otherwise."""
    with pytest.raises(ConfigError, match="not a table"):
        change('k = "text"\n', ("k", "a"), {"v": "new"})


def test_the_text_of_a_table_has_its_comments() -> None:
    """So that it can be put back as it was."""
    body = table_body(BY_HAND, WORD)

    assert body.startswith("# agreed on the phone\n")
    assert body.endswith("]\n")
    assert table_body(BY_HAND, ("considerations", "nothing")) == ""


def test_strings_and_brackets_hide_no_header_and_make_none() -> None:
    """Every table and every statement has its place, whatever its value looks like."""
    text = (
        "a = \"\"\"\n[x]\nz = 1\n# \"\"\"\nb = '''[y]'''\nc = [ # [z]\n[1],\n]\n"
        '[[list]]\nd = \'#\'\n[t."]"] # q\ne = """x\\""""\n# [u]\nf = 1'
    )

    found = [[piece.path for piece in block.pieces] for block in blocks_of(text)]

    assert "".join(block.text for block in blocks_of(text)) == text
    assert found == [
        [(), ("a",), ("b",), ("c",)],
        [("list",), ("list", "d")],
        [("t", "]"), ("t", "]", "e"), ("t", "]", "f")],
    ]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('"""')
@example('a\n""""')
@example('\\\n"')
@example("]]>\n\x00\x1b\x7f\r\n\u2028 \ufeff")
@example("\n'''\n[x]\n")
def test_every_text_is_read_back_exactly(text: str) -> None:
    """Quotes, line ends, control characters, anything."""
    made = change("[k.a]\nv = 1 # one\n", ("k", "a", "v"), text)
    listed = change(made, ("k", text), {"v": [text, {text: text}]})

    assert tomllib.loads(made) == {"k": {"a": {"v": text}}}
    assert made.endswith(" # one\n")
    assert tomllib.loads(listed)["k"][text]["v"] == [text, {text: text}]


def test_values_of_other_types_are_written() -> None:
    """What a person's own keys hold can be put back."""
    for value in ([], ["a", 'b"'], {"escaped": "x\ny"}, True, 3, {}, [{"a": 1}, {}], float("inf")):
        assert same(tomllib.loads(line(("v",), value))["v"], value)


def test_equal_is_not_the_same() -> None:
    """`1` is not `true`, and NaN is NaN."""
    assert not same({"a": 1}, {"a": True})
    assert same([float("nan")], [float("nan")])
    assert list(differences({"a": 1, "b": {"c": 0}}, {"a": True, "b": {}})) == [
        (("a",), True),
        (("b", "c"), GONE),
    ]


def test_a_table_that_loses_its_last_key_stays_a_table() -> None:
    """Dotted keys make a table only as long as there is one; at the top none is as good."""
    assert tomllib.loads(change("k.a.v = 1\n", ("k", "a", "v"), GONE)) == {"k": {"a": {}}}
    assert change("k.v = 1\n", ("k", "v"), GONE) == ""


def test_what_is_new_is_spelled_as_it_was() -> None:
    """A comment behind a line, and the lines of a table that comes back; not if they say more."""
    bodies: dict[tuple[str, ...], str] = {("t",): "# why\nv = 0x10\n", ("u",): "v = 2\nw = 3\n"}
    spelling = Spelling({("k", "new"): "told by Kim", ("k", "old"): "no"}, bodies)

    made = edited(
        "[k]\nold = 1 # mine\n",
        {"k": {"old": 2, "new": 3}, "t": {"v": 16}, "u": {"v": 2}},
        spelling,
    )

    assert made == (
        "[k]\nold = 2 # mine\nnew = 3 # told by Kim\n\n[t]\n# why\nv = 0x10\n\n[u]\nv = 2\n"
    )


def test_a_key_above_every_header_leaves_the_comment_of_that_header() -> None:
    """Though it stands between the two."""
    made = change("# ours\n\n# to do\n[done]\na = 1\n", ("customer",), "Q")

    assert made == '# ours\n\ncustomer = "Q"\n\n# to do\n[done]\na = 1\n'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", [True, False])
def test_line_ends_and_the_missing_one_stay(newline: str, ending: bool) -> None:
    """New lines end as the others do, also within a text; a last line without end has none."""
    text = newline.join(["# ours", "[k.a]", "v = 1 # one", "", "[z]", "y = 2"])
    text += newline if ending else ""

    made = change(change(text, ("k", "a", "v"), "two\nlines"), ("z", "new"), "x\r\ny")

    assert made.replace(newline, "|") == (
        '# ours|[k.a]|v = """|two|lines""" # one||[z]|y = 2|new = "x\\r\\ny"' + "|" * ending
    )
    assert tomllib.loads(made) == {"k": {"a": {"v": "two\nlines"}}, "z": {"y": 2, "new": "x\r\ny"}}


def test_a_layout_that_tomlkit_does_not_read_is_refused_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody knows every parser's faults: what does not say what was meant is not used."""
    import tomlkit

    monkeypatch.setattr(tomlkit, "dumps", lambda _document: "v = 3\n")

    with pytest.raises(ConfigError, match=r"line 3: k\.a\.v is laid out") as caught:
        change("[z]\n\n[k.a]\nv = 1\n", ("k", "a", "v"), 2)

    assert "[k]" in caught.value.fix
