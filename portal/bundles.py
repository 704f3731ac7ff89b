"""What browsers get: our many small files, bundled by esbuild into one an entry, and what is handed out as it is."""

import os
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings

SOURCES = settings.BASE_DIR / "static"
# What pages link. The sheet and the scripts only import; a browser can do that too, but asks for one after the other.
ENTRIES = (
    "css/accord.css",
    "js/accord.js",
    "js/entrance.js",
    "js/wall.js",
    "img/icons.svg",
    "img/favicon.svg",
    "vendor/inter/LICENSE.txt",
)
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--loader:.svg=copy",
    "--loader:.txt=copy",
    "--loader:.woff2=copy",
    "--asset-names=[dir]/[name]",
    "--log-level=warning",
)


def bundle() -> None:
    """Write all of it to the folder of what was built, each file in one piece, as somebody may be reading it."""
    settings.BUILT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.BUILT, prefix=".draft-") as folder:
        draft = Path(folder)
        sources = (SOURCES / name for name in ENTRIES)
        subprocess.run([_esbuild(), *sources, *OPTIONS, f"--outbase={SOURCES}", f"--outdir={draft}"], check=True)
        for made in [path for path in draft.rglob("*") if path.is_file()]:
            target = settings.BUILT / made.relative_to(draft)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(made, target)


def _esbuild() -> Path:
    """The program itself: npm's wrapper around it needs Node, which isn't there in every image."""
    found: Path = next((settings.BASE_DIR / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    return found
