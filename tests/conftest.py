"""What all tests share: no test sees the keyring, tokens or permissions of whoever runs it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

# before anything imports keyring, and for programs that tests start
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in ("SEGMENT_TOKEN", "PUBLIC_API_TOKEN", "SEGMENT_PUBLIC_API_URL"):
    os.environ.pop(_name, None)
SDKS = Path(__file__).parent / "snippets" / "sdks"
_config = tempfile.TemporaryDirectory(prefix="segkit-tests-")
os.environ["XDG_CONFIG_HOME"] = _config.name


@pytest.fixture(scope="session")
def sdks() -> Path:
    """A folder with Segment's libraries from npm, installed once for each lock file."""
    npm = shutil.which("npm")
    if npm is None:
        if os.environ.get("CI"):
            pytest.fail("Node.js with npm is not installed")
        pytest.skip("Node.js with npm is not installed")
    lock = hashlib.sha256((SDKS / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"segkit-sdks-{lock}"
    if not (folder / "done").exists():
        made = Path(tempfile.mkdtemp(prefix="segkit-sdks-"))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SDKS / name, made)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
        subprocess.run(command, cwd=made, check=True, capture_output=True)
        (made / "done").touch()
        try:
            made.rename(folder)
        except OSError:  # another process was first
            shutil.rmtree(made)
    return folder


@pytest.fixture(scope="session")
def double() -> Callable[[str], ModuleType]:
    """Gives the module `tests/doubles/<name>.py`; test folders are no packages."""

    def load(name: str) -> ModuleType:
        known = f"segkit_doubles_{name}"
        if known not in sys.modules:
            file = Path(__file__).parent / "doubles" / f"{name}.py"
            spec = importlib.util.spec_from_file_location(known, file)
            assert spec is not None
            assert spec.loader is not None
            sys.modules[known] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(sys.modules[known])
        return sys.modules[known]

    return load


@pytest.fixture
def build(double: Callable[[str], ModuleType]) -> object:
    """Builders of small engagements, `tests/doubles/cases.py`; some folders have their own."""
    return double("cases").Build()


@pytest.fixture(scope="session")
def agree() -> Callable[[Path], None]:
    """Says yes to a notebook's own code as it is now, as `segkit trust` does."""
    from segkit.export.consent import permission_for
    from segkit.export.document import own_code_of
    from segkit.trust import give

    def say_yes(notebook: Path) -> None:
        wanted = permission_for(own_code_of(notebook), notebook.name, notebook.parent)
        assert wanted is not None, "there is nothing to agree to"
        give(notebook.parent, [wanted])

    return say_yes


@pytest.fixture
def keyring_double(double: Callable[[str], ModuleType]) -> Iterator[object]:
    """A keyring in memory, in place of the system's; `tests/doubles/keyrings.py`."""
    import keyring

    before = keyring.get_keyring()
    made = double("keyrings").MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    made.released.set()
    keyring.set_keyring(before)
