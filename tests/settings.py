"""The portal's own settings, with what a test run needs: a folder of its own and static files straight from source."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ACCORD_HOME", str(Path(tempfile.gettempdir()) / f"accord-tests-{os.getuid()}"))

from portal.settings import *  # noqa: F403
from portal.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
