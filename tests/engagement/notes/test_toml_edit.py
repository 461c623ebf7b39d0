"""Behaviour of `segkit.engagement.notes.toml_edit`: one entry changes, and nothing else."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from segkit.engagement.notes.toml_edit import TableChange, edited, same, table_body, written
from segkit.engagement.notes.toml_statements import statements

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


def change(text: str, *path: str, **fields: object) -> str:
    """The text with other fields of one table."""
    return edited(text, [TableChange(path, fields)])


def test_a_changed_value_leaves_every_other_character() -> None:
    """Comments, order, odd spelling and unknown keys are a person's own."""
    made = change(BY_HAND, "considerations", "a/web/b", state="accepted")

    assert made == BY_HAND.replace('state = "dismissed" # for now', 'state = "accepted" # for now')


def test_a_new_field_stands_with_its_table_and_a_gone_one_leaves_its_comment() -> None:
    """The comment behind a line that goes becomes a line."""
    made = change(BY_HAND, "considerations", "a/web/b", state=None, severity="low")

    assert '# agreed on the phone\n# for now\nreason = """' in made
    assert ']\nseverity = "low"\n\n# about Braze' in made


def test_a_table_that_goes_leaves_the_comment_on_the_next_one() -> None:
    """What stands above a header belongs to that header."""
    made = edited(BY_HAND, [TableChange(("considerations", "a/web/b"))])

    assert made.endswith(
        "# what Kim said about cookies\n\n# about Braze\n[considerations.'b/web/c']\n"
        'state = "accepted"\n# the end\n'
    )


def test_new_tables_stand_with_their_kind() -> None:
    """Between the last of their kind and what follows."""
    text = "[x.one]\na = 1\n\n[y]\nb = 2\n"

    made = edited(text, [TableChange(("x", "two"), {"a": "2"}), TableChange(("x", "3"), {"a": ""})])

    assert made == '[x.one]\na = 1\n\n[x.two]\na = "2"\n\n[x.3]\na = ""\n\n[y]\nb = 2\n'


def test_several_changes_at_once_do_not_disturb_each_other() -> None:
    """Taking out two neighbours and changing a third."""
    text = "".join(f'[k.{name}]\nv = "{name}"\n\n' for name in "abcd")

    made = edited(
        text,
        [TableChange(("k", "b")), TableChange(("k", "c")), TableChange(("k", "a"), {"v": "new"})],
    )

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
    made = change(text, "k", "a", v="new\nline")

    wanted = tomllib.loads(text)
    wanted["k"]["a"]["v"] = "new\nline"
    assert tomllib.loads(made) == wanted


def test_a_table_that_is_something_else_is_refused() -> None:
    """Nothing is written over a value that somebody means otherwise."""
    with pytest.raises(ConfigError, match="not a table"):
        change('k = "text"\n', "k", "a", v="new")


def test_the_text_of_a_table_has_its_comments() -> None:
    """So that it can be put back as it was."""
    body = table_body(BY_HAND, ("considerations", "a/web/b"))

    assert body.startswith("# agreed on the phone\n")
    assert body.endswith("]\n")
    assert table_body(BY_HAND, ("considerations", "nothing")) == ""


def test_strings_and_brackets_hide_no_header_and_make_none() -> None:
    """Every statement has its place, whatever its value looks like."""
    text = (
        "a = \"\"\"\n[x]\n\"\"\"\nb = '''[y]'''\nc = [ # [z]\n[1],\n]\n"
        '[[list]]\nd = \'#\'\n[t."]"] # q\ne = """x\\""""\nf = 1'
    )

    found = [(one.path, one.is_header) for one in statements(text)]

    assert found == [
        (("a",), False), (("b",), False), (("c",), False), ((), True), (("d",), False),
        (("t", "]"), True), (("e",), False), (("f",), False),
    ]  # fmt: skip


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('"""')
@example('a\n""""')
@example('\\\n"')
@example("]]>\n\x00\x1b\x7f\r\n\u2028 \ufeff")
@example("\n'''\n[x]\n")
def test_every_text_is_read_back_exactly(text: str) -> None:
    """Quotes, line ends, control characters, anything."""
    made = change("[k.a]\nv = 1 # one\n", "k", "a", v=text)

    assert tomllib.loads(made) == {"k": {"a": {"v": text}}}
    assert made.endswith(" # one\n")


def test_values_of_other_types_are_written() -> None:
    """What a person's own keys hold can be put back."""
    for value in ([], ["a", 'b"'], {"escaped": "x\ny"}, True, 3, {}):
        assert same(tomllib.loads(f"v = {written(value)}")["v"], value)


def test_equal_is_not_the_same() -> None:
    """`1` is not `true`, and NaN is NaN."""
    assert not same({"a": 1}, {"a": True})
    assert same([float("nan")], [float("nan")])
