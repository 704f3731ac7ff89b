import io
import struct
import zlib

import pytest
from PIL import Image

from apps.people import photos


def picture(kind: str, size: tuple[int, int] = (600, 300), **saved: object) -> bytes:
    """Red on the left, blue on the right."""
    drawn = Image.new("RGB", size, "red")
    drawn.paste("blue", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    drawn.save(out, kind, **saved)
    return out.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A small picture whose head says that it is as large as that."""
    whole = picture("PNG", size=(8, 8))
    head = b"IHDR" + struct.pack(">II", width, height) + whole[24:29]
    return whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]


def mistyped() -> bytes:
    """A picture whose camera wrote words where a number belongs: its description stands as its width."""
    told = Image.Exif()
    told[0x010E] = "Sam's kitchen"
    told[0x0112] = 3
    return picture("JPEG", exif=told).replace(b"\x01\x0e\x00\x02", b"\x01\x00\x00\x02")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_middle_becomes_a_square(kind):
    with Image.open(io.BytesIO(photos.square(picture(kind)))) as drawn:
        left, right = drawn.getpixel((20, 128)), drawn.getpixel((235, 128))
        assert (drawn.format, drawn.size, left[0] > 200, right[2] > 200) == ("WEBP", (256, 256), True, True)


def test_what_the_camera_told_is_gone():
    told = Image.Exif()
    told[0x010E] = "Sam's kitchen"
    told[0x0112] = 3  # upside down
    drawn = photos.square(picture("JPEG", exif=told))
    with Image.open(io.BytesIO(drawn)) as shown:
        assert (dict(shown.getexif()), b"kitchen" in drawn) == ({}, False)
        assert shown.getpixel((20, 128))[2] > 200  # turned the right way up, blue is on the left


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (b"", "can't be read"),
        (b"GIF89a not a picture", "can't be read"),
        (picture("PNG")[:200], "can't be read"),
        (picture("GIF"), "can't be read"),
        (mistyped(), "can't be read"),
        (claiming(8000, 5001), "40 million"),
        (claiming(60_000, 60_000), "40 million"),
        (bytes(5 * 1024 * 1024 + 1), "5 MB"),
    ],
    ids=["empty", "words", "cut short", "another kind", "mistyped", "too many pixels", "far too many", "too large"],
)
def test_what_isnt_a_bearable_picture_is_refused(image, said):
    with pytest.raises(photos.NotAPhoto, match=said):
        photos.square(image)
