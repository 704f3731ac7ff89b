"""Versions in browsers: seen, replaced by two at once, compared, and brought back."""

from playwright.sync_api import expect

from apps.collateral import commands
from apps.collateral.models import Asset
from tests.cast import NOW
from tests.factories import files
from tests.factories.collateral import price_list
from tests.worker import read_files


def test_two_replace_a_file_and_neither_loses_theirs(live_cast, person, tmp_path):
    asset = price_list(live_cast.mara)
    while commands.draw_waiting(now=NOW):
        pass
    mara, milo = person(live_cast.mara, expected={412}), person(live_cast.milo, phone=True, theme="dark")
    for somebody in (mara, milo):
        somebody.open(f"/collateral/{asset.pk}/")
        picture = somebody.main.get_by_role("img", name="Its first page")
        expect(picture).to_be_visible()
        assert picture.evaluate("picture => picture.naturalWidth") == 720
        somebody.unfold("More").follow("Put up a new version")
    for somebody, name, price in ((milo, "milo.pdf", "0.90"), (mara, "mara.pdf", "0.95")):
        path = tmp_path / name
        path.write_bytes(files.pdf([*files.PRICE_LIST[:2], ("Spare parts", f"Gasket G-17 costs {price}")]))
        somebody.attach("File", [path]).fill("What is new in it", f"Prices of {name}").press("Upload")
    milo.reads("Version 2 is in use now.")
    mara.reads("Somebody changed this while you were writing", "Milo Miller", "milo.pdf", "mara.pdf")
    mara.press("Save mine over it").reads("Version 3 is in use now.")
    read_files()
    mara.reads("Gasket G-17 costs 0.95").follow("Compare").reads(
        "Version 2 and version 3", "2 pages stayed as they were."
    )
    expect(mara.main.locator("ins")).to_contain_text(["0.95"])
    milo.open(f"/collateral/{asset.pk}/")
    milo.follow("Bring back 2").fill("Why it comes back", "These were agreed").press("Bring it back")
    milo.reads("Version 4 is in use now: the file of version 2 is back.", "Gasket G-17 costs 0.90")
    asset = Asset.objects.get(pk=asset.pk)
    assert asset.current is not None
    assert (asset.current.number, asset.current.original_name) == (4, "milo.pdf")
    milo.follow("as it looks").reads("Page 1 of 3")
