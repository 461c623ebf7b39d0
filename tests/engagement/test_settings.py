"""Behaviour of `segkit.engagement.settings` and `segkit.engagement.notes`."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.notes import read_notes, tick
from segkit.engagement.settings import find_engagement, read_engagement
from segkit.errors import ConfigError
from segkit.pull.places import PlanPlace


def engagement_file(folder: Path, text: str) -> Path:
    """Write `engagement.toml` and give its folder."""
    (folder / "engagement.toml").write_text(text, encoding="utf-8")
    return folder


def test_what_is_set_is_read(tmp_path: Path) -> None:
    """Paths are below the folder; dates may be TOML dates."""
    engagement_file(
        tmp_path,
        'customer = "Quillmoor Supply"\ndate = 2026-11-24\n[plan]\nfile = "plan.xlsx"\n'
        '[modes]\nabc = "cloud"\n[calls]\nalias = false\n[consent]\nad = ["GA4"]\nbare = []\n',
    )

    found = read_engagement(tmp_path)

    assert found.customer == "Quillmoor Supply"
    assert found.date == "2026-11-24"
    assert found.plan == PlanPlace("file", str((tmp_path / "plan.xlsx").resolve()))
    assert found.workspace_file is None
    assert found.modes == {"abc": "cloud"}
    assert found.calls == {"alias": False}
    assert found.consent == {"ad": ("GA4",), "bare": ()}


def test_no_consent_categories_are_not_the_same_as_none_entered(tmp_path: Path) -> None:
    """An empty table says that the workspace has none."""
    nothing = read_engagement(engagement_file(tmp_path, 'customer = "Q"'))
    none = read_engagement(engagement_file(tmp_path, 'customer = "Q"\n[consent]\n'))

    assert nothing.consent is None
    assert none.consent == {}


def test_it_is_found_from_a_folder_below(tmp_path: Path) -> None:
    """Commands work anywhere inside an engagement."""
    engagement_file(tmp_path, 'customer = "Quillmoor Supply"')
    below = tmp_path / "_media"
    below.mkdir()

    assert find_engagement(below).folder == tmp_path.resolve()
    with pytest.raises(ConfigError, match=r"there is no engagement\.toml"):
        find_engagement(tmp_path / "quilmor")  # misspelled: another engagement is not meant


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("customer = ", "not valid TOML"),
        ('sa = "Robin"', "does not name the customer"),
        ('customer = "Q"\ncolour = "red"', "does not know 'colour'"),
        ('customer = "Q"\n[plan]\nfiel = "x"', "does not know 'plan.fiel'"),
        ("customer = 7", "customer is 7"),
        ('customer = "Q"\n[workspace]\nregion = "asia"', "'us', 'eu'"),
        ('customer = "Q"\n[modes]\nabc = "fast"', "'device', 'cloud'"),
        ('customer = "Q"\n[guide]\ndocs_base = "javascript:alert(1)"', "docs_base|address"),
        ('customer = "Q"\nmodes = 3', r"\[modes\]"),
        ('customer = "Q"\n[consent]\nad = "GA4"', r"\[consent\]"),
        ('customer = "Q"\n[consent]\nad = [7]', "consent.ad"),
    ],
)
def test_a_mistake_in_the_settings_is_explained(tmp_path: Path, text: str, message: str) -> None:
    """The file, what is wrong with it, and what may stand there."""
    engagement_file(tmp_path, text)

    with pytest.raises(ConfigError, match=message) as raised:
        read_engagement(tmp_path)

    assert "To fix:" in str(raised.value)


def test_ticking_keeps_what_a_person_wrote(tmp_path: Path) -> None:
    """Comments, order and other lines stay."""
    file = tmp_path / "notes.toml"
    file.write_text('# our notes\n[done]\nplan-link = "sent" # by mail\n', encoding="utf-8")

    tick(file, "considerations", 'read "all" of them')

    assert file.read_text(encoding="utf-8").startswith(
        '# our notes\n[done]\nplan-link = "sent" # by mail\n'
    )
    assert read_notes(file).done == {"plan-link": "sent", "considerations": 'read "all" of them'}


def test_damaged_notes_are_never_overwritten(tmp_path: Path) -> None:
    """What a person typed stays, even when it cannot be read."""
    file = tmp_path / "notes.toml"
    file.write_text("[done\nplan = yes", encoding="utf-8")

    with pytest.raises(ConfigError, match="nothing was changed"):
        tick(file, "considerations", "read")
    assert file.read_text(encoding="utf-8") == "[done\nplan = yes"


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "circle"])
def test_a_folder_that_cannot_be_is_explained(tmp_path: Path, name: str) -> None:
    """A notebook may name any."""
    (tmp_path / "circle").symlink_to("circle")

    with pytest.raises(ConfigError):
        find_engagement(tmp_path / name)
