"""A first page in words, drawn on a card: for what can't be drawn as it looks."""

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 720, 540
_MARGIN, _LINE, _SIZE = 48, 34, 24
_LETTERS, _LINES = 52, 13
_PAPER, _INK, _EDGE = "#ffffff", "#2b3440", "#d5dae1"


def card_of(text: str) -> bytes:
    """The beginning of the text as WebP."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH - 1, HEIGHT - 1), outline=_EDGE, width=2)
    font = ImageFont.load_default(_SIZE)
    for number, line in enumerate(_lines(text)):
        pen.text((_MARGIN, _MARGIN + number * _LINE), line, fill=_INK, font=font)
    out = io.BytesIO()
    picture.save(out, "WEBP")
    return out.getvalue()


def _lines(text: str) -> list[str]:
    """What fits: a long text is cut off, and says so."""
    wrapped = [piece for line in text[:4_000].splitlines() for piece in textwrap.wrap(line, _LETTERS) or [""]]
    return wrapped if len(wrapped) <= _LINES else [*wrapped[: _LINES - 1], "…"]
