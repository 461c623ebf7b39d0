"""Behaviour of `segkit.engagement.misplaced_token`, and of engagements that hold a token."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from segkit.engagement.misplaced_token import place_of_token
from segkit.engagement.settings import read_engagement
from segkit.errors import ConfigError

SECRET = "sgp_InventedSecret0123456789"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'token = "{SECRET}"', "token"),
        ('[workspace]\ntoken = "an-old-token-without-a-prefix"', "workspace.token"),
        (f'[workspace]\nregion = "{SECRET}"', "workspace.region"),
        (f'[environments]\nwebshop = "see {SECRET}"', "environments.webshop"),
        (f'[modes]\n{SECRET} = "cloud"', "a name"),
        (f'[plan]\nfiles = ["{SECRET}"]', "plan.files"),
        ('[plan]\napi_key = "x"', "plan.api_key"),
    ],
)
def test_a_token_in_the_engagement_is_refused_and_not_shown(
    tmp_path: Path, text: str, place: str
) -> None:
    """By its value or by its name; the message says where, and what to do."""
    text = f'customer = "Quillmoor Supply"\n{text}\n'
    (tmp_path / "engagement.toml").write_text(text)

    with pytest.raises(ConfigError) as caught:
        read_engagement(tmp_path)

    assert f"({place})" in caught.value.problem
    assert "segkit connect" in caught.value.fix
    assert "revoke" in caught.value.fix
    assert SECRET not in str(caught.value)
    assert "an-old-token" not in str(caught.value)


def test_ordinary_settings_hold_no_token() -> None:
    """Names of files, write-key switches and addresses are none."""
    settings = tomllib.loads(
        'customer = "Token Makers"\n[plan]\nservice_account = "keys/reader.json"\n'
        'url = "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit"\n'
        "[guide]\nshow_write_keys = true\n"
        '[workspace]\nslug = "quillmoorsupplyinternational2026"\n[modes]\n"6ff2f6c1" = "cloud"\n'
    )

    assert place_of_token(settings) == ""
