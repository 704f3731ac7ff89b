"""What comes in over the limit isn't written to disk at all: it is counted, so that the form can say what is wrong."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils import timezone

from apps.collateral import rooms


class UpToTheLimit(FileUploadHandler):
    """Stands before the handlers that keep a file, and lets through no more than the limit of each."""

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        """A process that was killed while a file came in can't clear away; a machine may have no worker to do it."""
        rooms.clear(now=timezone.now())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start + len(raw_data) <= settings.UPLOAD_LIMIT else None

    def file_complete(self, file_size: int) -> Any:
        """For a file that is too large, an empty one that says its true size."""
        if file_size <= settings.UPLOAD_LIMIT:
            return None
        return InMemoryUploadedFile(
            BytesIO(), self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
