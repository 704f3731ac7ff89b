"""What the look promises: contrast in both themes, nothing missing, nothing inline."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import get_template

from portal.bundles import ENTRIES, bundle

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
LINK = re.compile(r"static '((?:css|js)/[^']+)'")
IMPORT = re.compile(r"""^@?import (?:url\()?"(?:\./)?([^"]+)""", re.MULTILINE)
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")
TOKENS = {name: shades for name, *shades in PAIR.findall((STATIC / "css/tokens.css").read_text())}
COLOURS = ["accent", "sales", "marketing", "leadership", "good", "warn", "bad"]


def read(name: str) -> str:
    return (STATIC / name).read_text()


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


def test_every_style_sheet_and_script_is_brought_by_one_that_pages_link_once():
    linked = {name for path in TEMPLATES.rglob("*.html") for name in LINK.findall(path.read_text())}
    assert linked == {name for name in ENTRIES if name.startswith(("css/", "js/"))}
    brought = {name: [str(Path(name).parent / part) for part in IMPORT.findall(read(name))] for name in linked}
    assert [name for parts in brought.values() for name in parts if parts.count(name) > 1] == []
    ours = {str(path.relative_to(STATIC)) for kind in ("css", "js") for path in (STATIC / kind).rglob("*.*")}
    assert linked | {name for parts in brought.values() for name in parts} == ours


def test_what_is_built_is_all_that_browsers_ask_for(settings, tmp_path):
    settings.BUILT = tmp_path
    bundle()
    fonts = {f"vendor/inter/inter-{part}-wght-normal.woff2" for part in ("latin", "latin-ext")}
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == {*ENTRIES, *fonts}
    sheet = (tmp_path / "css/accord.css").read_text()
    assert set(re.findall(r'url\("?([^")]+)', sheet)) == {f"../{font}" for font in fonts}
    assert (sheet.count("@import"), sheet.count("@layer tabler{")) == (0, 1)
    assert "import" not in (tmp_path / "js/accord.js").read_text()


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
