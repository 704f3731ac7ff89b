"""Many pieces changed at once: ticked, looked at, done, undone."""

from playwright.sync_api import expect

from apps.collateral.models import Asset
from tests.factories.collateral import kind_of_collateral, make_draft


def test_ticked_looked_at_changed_and_undone(live_cast, person):
    kind_of_collateral("Guide")
    for title in ("Heat meters", "Valves", "Water meters"):
        make_draft(live_cast.mara, title=title, content=title.encode())
    mara = person(live_cast.mara)
    mara.start().go("Collateral").tick("All on this page")
    mara.reads("3 selected").main.get_by_role("checkbox", name="Valves").uncheck()
    mara.reads("2 selected").press("Change them").reads("2 chosen")
    mara.choose("Kind", "Guide").choose("For", "Customers").press("See what it does")
    mara.reads("Heat meters", "Water meters", "Nothing is changed yet.")
    mara.press("Change them").reads("2 pieces of collateral changed.")
    assert kinds() == {"Heat meters": "Guide", "Valves": None, "Water meters": "Guide"}
    mara.press("Undo")
    expect(mara.main.get_by_role("checkbox", name="Valves")).to_be_visible()
    assert kinds() == {"Heat meters": None, "Valves": None, "Water meters": None}


def kinds() -> dict[str, str | None]:
    return dict(Asset.objects.values_list("title", "kind__label"))
