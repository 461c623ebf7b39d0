"""Behaviour of `segkit.engagement.profile`: corrections as a file that a person can edit."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.engagement.profile import HEADER, change_profile, read_profile
from segkit.errors import ConfigError
from segkit.plans.tables import Profile, Role, TabProfile

PROFILE = Profile(
    {
        "Track": TabProfile("track", header_row=4, roles={"Event": Role.EVENT}),
        "Old": TabProfile(skip=True),
    }
)

names = st.text(st.characters(codec="utf-8"), max_size=12)
profiles = st.dictionaries(
    names,
    st.builds(
        TabProfile,
        call=st.sampled_from([None, "track", "common"]),
        skip=st.sampled_from([None, True, False]),
        header_row=st.none() | st.integers(1, 99),
        roles=st.dictionaries(names, st.sampled_from(Role), max_size=3),
    ),
    max_size=3,
).map(Profile)


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    """A fresh engagement has none."""
    assert read_profile(tmp_path / "profile.toml") == Profile()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(first=profiles, second=profiles)
def test_what_is_saved_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, first: Profile, second: Profile
) -> None:
    """Whatever tabs and columns are called, and whatever the file said before."""
    file = tmp_path_factory.mktemp("profile") / "profile.toml"

    change_profile(file, lambda _: first)
    change_profile(file, lambda _: second)

    assert read_profile(file) == second


def test_the_file_explains_itself(tmp_path: Path) -> None:
    """Somebody who opens it learns what may stand in it."""
    change_profile(tmp_path / "profile.toml", lambda _: PROFILE)

    text = (tmp_path / "profile.toml").read_text(encoding="utf-8")
    assert text.startswith(HEADER)
    assert tomllib.loads(text)["Track"]["columns"] == {"Event": "event name"}


def test_comments_and_order_are_kept(tmp_path: Path) -> None:
    """Only what is changed changes."""
    file = tmp_path / "profile.toml"
    file.write_text(
        '# ours\n[Zebra]\nskip = true # agreed\n\n[Track]\ncall = "page" # hm\n'
        '[Track.columns]\n"Art" = "type"   # German\nWho = "label"\n',
        encoding="utf-8",
    )
    profile = read_profile(file)
    changed = Profile(
        {**profile.tabs, "Track": TabProfile("track", roles={"Art": Role.TYPE, "B": Role.LABEL})}
    )

    change_profile(file, lambda _: changed)

    assert file.read_text(encoding="utf-8") == (
        '# ours\n[Zebra]\nskip = true # agreed\n\n[Track]\ncall = "track" # hm\n'
        '[Track.columns]\n"Art" = "type"   # German\nB = "label"\n'
    )


@pytest.mark.parametrize(
    "text",
    ["[Track", "Track = 1", '[Track]\ncall = "tracks"', "[Track]\nskip = 1", "a = \ufffe", "\x00"],
)
def test_damaged_file_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    """Nobody's corrections are written over because of a slip."""
    file = tmp_path / "profile.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=r"profile\.toml"):
        read_profile(file)
    with pytest.raises(ConfigError):
        change_profile(file, lambda _: PROFILE)

    assert file.read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_are_damage_too(tmp_path: Path) -> None:
    """Such as a file in another encoding."""
    (tmp_path / "profile.toml").write_bytes(b'["Gr\xfc\xdfe"]\nskip = true\n')

    with pytest.raises(ConfigError, match="could not be read"):
        read_profile(tmp_path / "profile.toml")


def test_the_same_again_does_not_touch_the_file(tmp_path: Path) -> None:
    """No new file where nothing changed."""
    file = tmp_path / "profile.toml"
    change_profile(file, lambda _: PROFILE)
    before = file.stat().st_ino

    change_profile(file, lambda _: PROFILE)

    assert file.stat().st_ino == before
