"""Render every ``_media/*.svg`` to a PNG of the same name beside it.

Run ``python scripts/render_media.py`` after editing a picture. It needs
Playwright (``pip install playwright``) segkit itself and a Chromium.
"""

from __future__ import annotations

import base64
import struct
import sys
import zlib
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from segkit.programs.chromium import find_chromium

MEDIA = Path(__file__).resolve().parent.parent / "_media"
SCALE = 2  # a 1200 px wide picture becomes a 2400 px wide PNG
SIZE_LIMIT = 150_000  # bytes; larger PNGs are reported
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Keep the 256 commonest colours; every other pixel takes the nearest of them.
QUANTISE_JS = """async (png) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const rgb = (c) => [c & 255, (c >> 8) & 255, (c >> 16) & 255];
  const counts = new Map();
  for (const c of pixels) counts.set(c, (counts.get(c) || 0) + 1);
  const colours = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  const palette = colours.slice(0, 256).map(rgb);
  const index = new Map();
  for (const c of colours) {
    const [r, g, b] = rgb(c);
    const far = palette.map((p) => (p[0] - r) ** 2 + (p[1] - g) ** 2 + (p[2] - b) ** 2);
    index.set(c, far.indexOf(Math.min(...far)));
  }
  let data = "";
  for (const c of pixels) data += String.fromCharCode(index.get(c));
  return { width, height, palette: palette.flat(), data: btoa(data) };
}"""


def quantise(page: Page, png: bytes) -> bytes:
    """Return the opaque picture ``png`` as a PNG with a palette of 256 colours."""
    image = page.evaluate(QUANTISE_JS, base64.b64encode(png).decode("ascii"))
    width, height = int(image["width"]), int(image["height"])
    data = base64.b64decode(image["data"])
    rows = b"".join(b"\0" + data[y * width : (y + 1) * width] for y in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + chunk(b"PLTE", bytes(image["palette"]))
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def render(browser: Browser, svg: Path) -> Path:
    """Render one SVG file at its own width and height; return the PNG's path."""
    png = svg.with_suffix(".png")
    source = svg.read_text(encoding="utf-8")
    page = browser.new_page(device_scale_factor=SCALE)
    try:
        page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{source}")
        png.write_bytes(quantise(page, page.locator("svg").first.screenshot()))
    finally:
        page.close()
    return png


def main() -> int:
    """Render all pictures; return 1 if there is no browser or no picture."""
    chromium = find_chromium()
    if not chromium:
        print("there is no Chromium on this computer", file=sys.stderr)
        return 1
    pictures = sorted(MEDIA.glob("*.svg"))
    if not pictures:
        print("there is no SVG file in _media", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        try:
            for svg in pictures:
                png = render(browser, svg)
                size = png.stat().st_size
                note = " (larger than intended)" if size > SIZE_LIMIT else ""
                print(f"_media/{png.name}: {size / 1000:.0f} kB{note}")
        finally:
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
