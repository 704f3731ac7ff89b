import io

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
        (picture("PNG", size=(8000, 5001)), "40 million"),
        (bytes(5 * 1024 * 1024 + 1), "5 MB"),
    ],
    ids=["empty", "words", "cut short", "another kind", "too many pixels", "too large"],
)
def test_what_isnt_a_bearable_picture_is_refused(image, said):
    with pytest.raises(photos.NotAPhoto, match=said):
        photos.square(image)
