"""The door for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
# What was loaded stays for good: without this every full collection in the midst of a request looks at all of it again.
gc.collect()
gc.freeze()
# A page makes thousands of objects that need no collection: looking after every 700 of them took a sixth of its time.
gc.set_threshold(50_000)
