"""A member's picture, drawn anew from whatever was uploaded."""

import io
import struct

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from apps.core.errors import Refused

EDGE = 256
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class NotAPhoto(Refused):
    """It isn't a picture that we can draw."""


def square(image: bytes) -> bytes:
    """The middle of the picture as a WebP of 256 by 256 pixels, without anything else the file told (place, camera).

    Raises:
        NotAPhoto: too large, damaged, or no JPEG, PNG or WebP.
    """
    if len(image) > MOST_BYTES:
        raise NotAPhoto(_("This picture is larger than 5 MB; choose a smaller one."))
    try:
        with Image.open(io.BytesIO(image), formats=FORMATS) as opened:
            # The size stands in the file's head: nothing is unpacked before it is known to be bearable.
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many_pixels()
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            drawn = ImageOps.fit(upright, (EDGE, EDGE))
    except Image.DecompressionBombError as fault:
        raise _too_many_pixels() from fault
    except (OSError, ValueError, SyntaxError, struct.error) as fault:
        raise NotAPhoto(_("This file can't be read as a JPEG, PNG or WebP picture.")) from fault
    out = io.BytesIO()
    drawn.save(out, "WEBP", quality=85)
    return out.getvalue()


def _too_many_pixels() -> NotAPhoto:
    return NotAPhoto(_("This picture has more than 40 million pixels; choose a smaller one."))
