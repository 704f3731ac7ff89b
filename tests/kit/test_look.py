"""What the look promises: contrast in both themes, nothing missing, nothing inline."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import get_template

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")
TOKENS = {name: shades for name, *shades in PAIR.findall((STATIC / "css/tokens.css").read_text())}
COLOURS = ["accent", "sales", "marketing", "leadership", "good", "warn", "bad"]


def light_of(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted([light_of(one), light_of(other)])
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("colour", ["text", "muted", *COLOURS])
def test_text_stands_out_from_what_it_lies_on(colour, theme):
    grounds = ["page", "surface", *([f"{colour}-tint"] if colour in COLOURS else ["hover"])]
    ratios = {ground: contrast(TOKENS[colour][theme], TOKENS[ground][theme]) for ground in grounds}
    assert {ground: ratio for ground, ratio in ratios.items() if round(ratio, 1) < 5.2} == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_edges_of_fields_and_the_main_button_stand_out(theme):
    assert contrast(TOKENS["edge"][theme], TOKENS["surface"][theme]) >= 3
    assert contrast(TOKENS["on-accent"][theme], TOKENS["accent"][theme]) >= 5.2
    assert contrast(TOKENS["on-accent"][theme], TOKENS["accent-strong"][theme]) >= 5.2


def test_every_style_sheet_is_linked_and_every_link_leads_to_one():
    pages = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    linked = {sheet for page in pages for sheet in re.findall(r"static '(css/[^']+)'", page)}
    assert linked == {str(path.relative_to(STATIC)) for path in (STATIC / "css").rglob("*.css")}


def test_every_icon_that_a_page_asks_for_is_drawn():
    drawn = {symbol.get("id") for symbol in ElementTree.parse(STATIC / "img/icons.svg").getroot()}
    asked = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}
    assert asked - drawn == set()


def test_no_style_sheet_asks_for_an_address_of_data():
    assert [path.name for path in (STATIC / "css").rglob("*.css") if "data:" in path.read_text()] == []


def test_the_page_for_a_breakdown_needs_nothing():
    said = get_template("500.html").render()
    assert "Something broke on our side" in said
    assert 'data-theme="system"' in said
