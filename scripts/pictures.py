"""Take the README's pictures in Chromium: the guide, the room, and the guides of the gallery.

python scripts/pictures.py          write docs/pictures/*.png
python scripts/pictures.py --check  exit with 1 where one of them looks otherwise than it is kept
"""

from __future__ import annotations

import base64
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from gallery import SHOWN, engagement_of
from playwright.sync_api import Browser, Page, sync_playwright
from render_media import CHROMIUM_ARGS, quantise

from segkit.engagement.demo import create_demo
from segkit.export import export_guide
from segkit.programs.chromium import find_chromium

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZE_LIMIT = 300_000  # bytes
MAY_DIFFER = 0.005  # of the pixels: fonts are drawn a little otherwise elsewhere
TOKEN = "only-for-the-picture"  # noqa: S105 (a server of this computer, for a minute)
CALL_PART = "What happens to this call?"

DIFFERENT_JS = """async ([one, other]) => {
  const pixels = async (png) => {
    const image = new Image();
    image.src = "data:image/png;base64," + png;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  };
  const [a, b] = [await pixels(one), await pixels(other)];
  if (a.length !== b.length) return 1;
  let found = 0;
  for (let i = 0; i < a.length; i += 4) {
    const far = Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]);
    if (far > 60) found += 1;
  }
  return found / (a.length / 4);
}"""


def pictures(browser: Browser, root: Path) -> Iterator[tuple[str, bytes]]:
    """Each picture's name and its PNG, from engagements below `root`."""
    for shown in SHOWN:
        guide = export_guide(engagement_of(shown, root / shown.key))
        with opened(browser, "light", 1120, 650, 0.75) as page:
            page.goto(guide.as_uri())
            yield f"gallery-{shown.key}", quantise(page, page.screenshot(animations="disabled"))
    engagement = create_demo(root / "demo")
    guide = export_guide(engagement)
    for theme in THEMES:
        with opened(browser, theme, 1120, 650, 1.5) as page:
            page.goto(guide.as_uri())
            yield f"guide-{theme}", quantise(page, page.screenshot(animations="disabled"))
    with lab(engagement.folder) as address:
        for theme in THEMES:
            with opened(browser, theme, 1320, 824, 1.3) as page:
                yield f"room-{theme}", in_the_room(page, address, theme)


@contextlib.contextmanager
def opened(
    browser: Browser, theme: Literal["light", "dark"], width: int, height: int, scale: float
) -> Iterator[Page]:
    """A fresh page of that size and theme, in which nothing moves."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme=theme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def in_the_room(page: Page, address: str, theme: str) -> bytes:
    """The part about one call, as the room sees it, with a call filled in."""
    page.goto(f"{address}/lab?token={TOKEN}")
    page.wait_for_function(
        "() => document.querySelectorAll('.jp-MarkdownCell h2').length >= 9"
        " && document.querySelector('[data-room=on]')?.getClientRects().length",
        timeout=120_000,
    )
    page.evaluate(
        "theme => window.jupyterapp?.commands.execute('apputils:change-theme', { theme })",
        f"JupyterLab {theme.title()}",
    )
    page.locator("[data-room=on]").press("Enter")
    for number in range(1, 10):
        page.keyboard.press(str(number))
        if CALL_PART in page.locator(".sk-where-title").inner_text():
            break
    page.keyboard.press("f")
    page.add_style_tag(content=".Toastify{display:none}")
    page.wait_for_timeout(2500)
    return quantise(page, page.screenshot(animations="disabled"))


@contextlib.contextmanager
def lab(folder: Path) -> Iterator[str]:
    """`segkit lab` on the demo, with a home of its own; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = folder.parent / "home"
    kept = {"HOME": home, "JUPYTER_CONFIG_DIR": home / "config", "JUPYTER_DATA_DIR": home / "data"}
    kept |= {"JUPYTER_RUNTIME_DIR": home / "runtime", "IPYTHONDIR": home / "ipython"}
    kept |= {"JUPYTERLAB_SETTINGS_DIR": home / "set", "JUPYTERLAB_WORKSPACES_DIR": home / "work"}
    command = [sys.executable, "-m", "segkit", "lab", str(folder), "--no-browser"]
    command += ["--expose-app-in-browser"]
    server = subprocess.Popen(
        [*command, f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--LabApp.news_url="],
        env={**os.environ, **{name: str(place) for name, place in kept.items()}},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def differs(page: Page, one: bytes, other: bytes) -> float:
    """Which share of the pixels is not the same."""
    both = [base64.b64encode(png).decode("ascii") for png in (one, other)]
    return float(page.evaluate(DIFFERENT_JS, both))


def main(arguments: list[str]) -> int:
    """Write all pictures, or compare them; 1 where something is not as it should be."""
    chromium = find_chromium()
    if not chromium:
        print("there is no Chromium on this computer", file=sys.stderr)
        return 1
    is_wrong = False
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        try:
            for stem, png in pictures(browser, Path(name)):
                file = PICTURES / f"{stem}.png"
                if "--check" in arguments:
                    share = differs(browser.new_page(), png, file.read_bytes())
                    is_wrong |= share > MAY_DIFFER
                    print(f"{file.name}: {share:.2%} of the pixels differ")
                else:
                    file.write_bytes(png)
                    print(f"{file.name}: {len(png) / 1000:.0f} kB")
                is_wrong |= len(png) > SIZE_LIMIT
        finally:
            browser.close()
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
