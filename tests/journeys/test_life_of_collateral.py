"""A price list's life over HTTP: put up, sent back, reviewed, verified late, archived with what takes its place."""

from datetime import timedelta

from apps.collateral.models import Asset
from tests.cast import Cast, client_of, today
from tests.factories.collateral import make_published, reviewed_kind, upload


def test_from_a_draft_to_the_archive(cast: Cast):
    mara, milo, sam = (client_of(member) for member in (cast.mara, cast.milo, cast.sam))
    said = {"kind": reviewed_kind().pk, "audience": "internal"}
    mara.post("/collateral/upload/", {"file": [upload("prices.txt")], **said})
    page = f"/collateral/{Asset.objects.get().pk}/"

    def state() -> str:
        return str(Asset.objects.get(title="prices").state)

    # Two people: Mara puts it up, Milo sends it back once, then lets it out.
    assert mara.post(f"{page}publish/").status_code == 422
    mara.post(f"{page}ask-review/", {"reviewer": cast.milo.pk})
    assert (state(), sam.get(page).status_code) == ("in_review", 404)
    assert mara.post(f"{page}approve/").status_code == 422
    milo.post(f"{page}request-changes/", {"note": "Page 1 has last year's prices"})
    assert (state(), "last year" in mara.get(page).content.decode()) == ("changes_requested", True)
    new = {"file": upload("prices.txt", b"New prices"), "change_note": "This year's", "based_on": 1}
    mara.post(f"{page}replace/", new)
    mara.post(f"{page}ask-review/", {"reviewer": cast.milo.pk})
    milo.post(f"{page}approve/")
    assert (state(), sam.get(page).status_code) == ("published", 200)

    # Nobody looked in time: it says so until somebody has.
    Asset.objects.update(verify_by=today() - timedelta(days=1))
    assert "Unverified" in sam.get(page).content.decode()
    mara.post(f"{page}verify/", {"note": "Compared with the price system"})
    assert "Unverified:" not in sam.get(page).content.decode()

    # Its page points on to what takes its place.
    newer = make_published(cast.mara, title="Prices of next year")
    mara.post(f"{page}archive/", {"successor": newer.pk})
    shown = sam.get(page).content.decode()
    assert (state(), f"/collateral/{newer.pk}/" in shown, "Prices of next year" in shown) == ("archived", True, True)
