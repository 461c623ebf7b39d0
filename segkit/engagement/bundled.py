"""Where the notebooks and pictures are that travel with segkit.

In a checkout they are top-level folders, which is where people edit them; in an installed
package the wheel carries them inside (`pyproject.toml`, force-include).
"""

from __future__ import annotations

from pathlib import Path

from segkit.errors import ConfigError

DISTRIBUTION = "segkit-guide"
"""What segkit is called where packages are installed; `segkit` there is a stranger's."""

INSTALL_AGAIN = (
    "install segkit again: `pip install --force-reinstall .` in its checkout, or "
    "`pip install --force-reinstall FILE` with the file of its wheel."
)

_PACKAGE = Path(__file__).parents[1]

EXPLORER = "explore.ipynb"
"""The customer's notebook, in the engagement's folder: whatever it says, its kernel writes nothing."""


def install_with(extra: str) -> str:
    """What to do so that a part of segkit is there that is only installed when it is asked for."""
    return (
        f"install segkit with it: `pip install '.[{extra}]'` in its checkout, or "
        f"`pip install 'FILE[{extra}]'` with the file of its wheel."
    )


def notebooks_folder() -> Path:
    """The folder of the shipped notebooks; raises `ConfigError` when they are missing."""
    return _folder("notebooks")


def media_folder() -> Path:
    """The folder `_media` with the pictures of notebooks and guides; likewise."""
    return _folder("_media")


def _folder(name: str) -> Path:
    for candidate in (_PACKAGE / "_bundled" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise ConfigError(
        f"This installation of segkit is incomplete: {name} is missing.",
        INSTALL_AGAIN,
    )
