"""`manage.py assets`: what browsers get: other people's few files in static/vendor, and our own, bundled."""

import re
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.bundles import bundle

SOURCE_MAP = b"sourceMappingURL="
DATA = re.compile(rb'url\("data:[^"]*"\)')
# Listed one by one: Tabler's whole folder has 23 MB and names files it doesn't bring.
FILES = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "inter/inter-latin-wght-normal.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "inter/inter-latin-ext-wght-normal.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
    "inter/LICENSE.txt": "@fontsource-variable/inter/LICENSE",
}


class Command(BaseCommand):
    help = "Copies the listed front-end files from node_modules to static/vendor, and bundles our own with them."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        target = settings.BASE_DIR / "static" / "vendor"
        draft = target.with_name("vendor.new")
        if draft.exists():
            shutil.rmtree(draft)
        for name, source in FILES.items():
            copy(settings.BASE_DIR / "node_modules" / source, draft / name)
        if target.exists():
            shutil.rmtree(target)
        draft.rename(target)
        bundle()


def copy(source: Path, target: Path) -> None:
    """A copy; of a style sheet without what names a source map, and without pictures in addresses of their own.

    The map isn't there and would stop collectstatic. The pictures are against the policy (`img-src 'self'`), and a
    browser asks for them while our own sheets, which have others in their place, are still on their way.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    if target.suffix == ".css":
        content = b"\n".join(line for line in content.split(b"\n") if SOURCE_MAP not in line)
        content = DATA.sub(b"none", content)
    target.write_bytes(content)
