"""The portal's own settings, with what a test run needs: servers and a folder of its own, static files from source,
passwords that are quickly hashed.
"""

import os

from tests import servers

os.environ.setdefault("ACCORD_HOME", str(servers.FOLDER / "home"))
servers.bring_up()

from portal.settings import *  # noqa: E402, F403
from portal.settings import PASSWORD_HASHERS, STORAGES  # noqa: E402

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["tests.hashing.Quick", *PASSWORD_HASHERS[1:]]
