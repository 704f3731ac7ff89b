"""A real library comes in: four archives of a hundred files, published as they come, and found from at once."""

import io
import zipfile
from collections import Counter

from apps.collateral.models import AssetVersion, Passage
from apps.people.models import Choice
from tests.cast import NOW, Cast
from tests.factories.collateral import kind_of_collateral, read_all, take_all, upload
from tests.walker import Walker

COUNT, OF_AN_ARCHIVE = 400, 100


def _words(number: int) -> str:
    return f"Valve sheet of plant{number:03}"


def _archive(first: int) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        for number in range(first, first + OF_AN_ARCHIVE):
            archive.writestr(f"sheets/Sheet {number:03}.txt", _words(number))
    return room.getvalue()


def test_four_hundred_files_come_in_published_with_their_gaps_listed_and_are_found(cast: Cast, own_files):
    kind_of_collateral("Data sheet")
    Choice.objects.create(list="persona", label="Plant manager")
    Choice.objects.create(list="region", label="North")
    mara = Walker(cast.mara).open("/collateral/upload/")
    boxes = [upload(f"Box {first}.zip", _archive(first)) for first in range(0, COUNT, OF_AN_ARCHIVE)]
    mara.press("Upload", file=boxes, kind="Data sheet", audience="Internal", region="North", publish="on")
    batch = mara.reads("All files arrived.", "4 Received").url
    # Unpacked, taken in, published, and the archives cleared away.
    assert take_all() == 4 + COUNT + COUNT + 4
    assert [path for path in (own_files / "archives").rglob("*") if path.is_file()] == []
    _most_are_read()
    assert read_all() == 4
    mara.open(batch).reads("400 Read", "400 Published", "400 with gaps", "All is done.")
    assert Counter(mara.rows()) == Counter(
        f"Sheet {number:03} Sheet {number:03}.txt, from Box {number // 100 * 100}.zip "
        "Not said yet: Summary, Persona Read Published"
        for number in range(COUNT)
    )
    sam = Walker(cast.sam)
    for number in (0, 199, 399):
        (row,) = sam.open(f"/collateral/?q=plant{number:03}").rows()
        assert row.startswith(f"Sheet {number:03} page 1 Valve sheet of plant{number:03}")
    sam.open("/collateral/?q=valve").reads("400")


def _most_are_read() -> None:
    """As the worker reads them, without starting a process for each: all but the last four."""
    rows = list(AssetVersion.objects.filter(original_name__lt="Sheet 396"))
    AssetVersion.objects.filter(pk__in=[row.pk for row in rows]).update(reading="read", page_count=1, read_at=NOW)
    Passage.objects.bulk_create(
        Passage(version=row, number=1, text=_words(int(row.original_name[6:9]))) for row in rows
    )
