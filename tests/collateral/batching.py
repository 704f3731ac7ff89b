"""Batches as tests send them and read them."""

import io
import zipfile
from collections.abc import Mapping

from apps.collateral import commands, queries
from apps.collateral.models import Batch, BatchFile
from tests.cast import NOW
from tests.factories.collateral import upload


def zipped(members: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return room.getvalue()


def batch_of(actor, given: Mapping[str, bytes], **said) -> Batch:
    sent = [upload(name, content) for name, content in given.items()]
    return commands.upload_batch(actor=actor, file=sent, now=said.pop("now", NOW), **said)


def told(batch, viewer) -> dict[str, str]:
    rows = queries.files_of_batch(viewer=viewer, batch=batch)
    return {row.name: queries.way_of(row).value for row in rows}


def reasons(batch) -> dict[str, str]:
    return dict(BatchFile.objects.filter(batch=batch).exclude(reason="").values_list("name", "reason"))
