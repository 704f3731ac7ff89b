"""Released, over, unverified: judged when somebody looks, by the company's calendar."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.assets import DatesInDisorder
from apps.collateral.models import Asset, Verification
from apps.core import due, things, work
from apps.core.due import Window
from apps.people import commands as people
from apps.people.models import Choice, Company
from apps.people.queries import company, working_time
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, client_of, today
from tests.factories.collateral import kind_of_collateral, make_draft, make_published, published, share

DAY = timedelta(days=1)


def dated(cast: Cast, **days) -> Asset:
    return commands.edit_asset(actor=cast.mara, asset=make_published(cast.mara, title="Prices"), now=NOW, **days)


def where(cast: Cast, asset: Asset, who) -> dict[str, bool]:
    """In which places `who` comes upon it."""
    client = client_of(who)
    return {
        "seen": Asset.objects.visible_to(who).filter(pk=asset.pk).exists(),
        "usable": Asset.objects.visible_to(who).usable().filter(pk=asset.pk).exists(),
        "listed": "Prices" in client.get("/collateral/").content.decode(),
        "found": any(row == asset for row in things.kind("asset").find(who, "prices")),
        "by API": str(asset.pk) in client.get("/api/v1/assets/?q=prices").content.decode(),
        "delivered": asset in list(queries.deliverable(viewer=who)),
    }


EVERYWHERE = dict.fromkeys(["seen", "usable", "listed", "found", "by API", "delivered"], True)
NOWHERE = dict.fromkeys(EVERYWHERE, False)
ITS_PAGE = NOWHERE | {"seen": True}


def test_the_last_day_is_one_of_use_and_the_next_is_not(cast: Cast):
    last = dated(cast, expires_on=today())
    assert where(cast, last, cast.sam) == EVERYWHERE
    commands.edit_asset(actor=cast.mara, asset=last, expires_on=today() - DAY, now=NOW)
    assert where(cast, last, cast.sam) == ITS_PAGE
    page = client_of(cast.sam).get(f"/collateral/{last.pk}/").content.decode()
    assert "Expired: please don" in page
    expired = client_of(cast.sam).get("/collateral/?state=expired").content.decode()
    assert "Prices" in expired


def test_before_its_release_it_is_for_those_who_work_on_it(cast: Cast):
    ahead = dated(cast, release_on=today() + DAY)
    assert where(cast, ahead, cast.sam) == NOWHERE
    assert where(cast, ahead, cast.mara) == EVERYWHERE | {"usable": False, "delivered": False}
    commands.edit_asset(actor=cast.mara, asset=ahead, release_on=today(), now=NOW)
    assert where(cast, ahead, cast.sam) == EVERYWHERE


def test_today_is_the_companys(cast: Cast):
    """In Kiritimati it is tomorrow while in Pago Pago it is still yesterday: the two never have the same day."""
    asset = dated(cast, expires_on=datetime.now(UTC).date())
    usable = {}
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        Company.objects.update(time_zone=zone)
        day = working_time().today(datetime.now(UTC))
        usable[zone] = Asset.objects.usable().filter(pk=asset.pk).exists() == (day <= asset.expires_on)
    assert usable == {"Pacific/Kiritimati": True, "Pacific/Pago_Pago": True}


def test_a_customers_link_closes_with_the_last_day(cast: Cast):
    asset = make_published(cast.mara, audience="customers")
    made = share(cast.sam, asset, now=datetime.now(UTC))
    assert queries.may_be_shown(asset, today=today())
    commands.edit_asset(actor=cast.mara, asset=asset, expires_on=today() - DAY, now=NOW)
    assert not queries.may_be_shown(asset, today=today())
    assert made is not None


def test_it_is_released_before_it_is_over(cast: Cast):
    asset = dated(cast, expires_on=today())
    with pytest.raises(DatesInDisorder):
        commands.edit_asset(actor=cast.mara, asset=asset, release_on=today() + DAY, now=NOW)
    with pytest.raises(Error), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(release_on=today() + DAY)


def test_unverified_is_marked_and_one_click_verifies(cast: Cast):
    asset = dated(cast, verify_by=today() - DAY)
    client = client_of(cast.mara)
    assert [queries.library(viewer=cast.sam).get().unverified, "Unverified" in _listed(client)] == [True, True]
    client.post(f"/collateral/{asset.pk}/verify/", {"note": "Compared"})
    asset.refresh_from_db()
    said = Verification.objects.get()
    # No kind says how long: half a year.
    assert (said.version, said.by, said.note, said.until) == (
        asset.current, cast.mara, "Compared", today() + timedelta(days=180),
    )  # fmt: skip
    assert asset.verify_by == said.until
    assert queries.library(viewer=cast.sam).get().unverified is False
    assert history_of(asset)[0].words.startswith("verified version 1: it is still right")
    with pytest.raises(Error), transaction.atomic():
        Verification.objects.update(note="else")


def _listed(client) -> str:
    return client.get("/collateral/?state=unverified").content.decode().split("<tbody>")[-1]


def test_a_kind_says_how_long_a_word_counts(cast: Cast):
    kind, region = kind_of_collateral("Guide"), Choice.objects.create(list="region", label="South")
    people.set_kind(actor=cast.ada, choice=kind, reviewed=False, verify_days=90, now=NOW)
    kind.refresh_from_db()
    asset = published(make_draft(cast.mara, kind=kind, audience="internal"))
    assert asset.verify_by == NOW.date() + timedelta(days=90)
    commands.verify_asset(actor=cast.mara, asset=asset, now=NOW + 10 * DAY)
    asset.refresh_from_db()
    assert asset.verify_by == NOW.date() + timedelta(days=100)
    for wrong in ({"pk": region.pk, "days": 90}, {"pk": kind.pk, "days": 0}):
        with pytest.raises(Error), transaction.atomic():
            Choice.objects.filter(pk=wrong["pk"]).update(verify_days=wrong["days"])


def test_what_is_to_be_verified_or_expires_falls_due_at_the_end_of_its_day(cast: Cast):
    asset = dated(cast, verify_by=NOW.date(), expires_on=NOW.date() + DAY)
    midnight = datetime(2026, 3, 10, 23, tzinfo=UTC)
    window = Window(NOW - 30 * DAY, NOW + 30 * DAY)

    def fell(kind):
        return [(one.thing, one.recipient, one.due_at, one.waiting_for) for one in due.due_kind(kind).within(window)]

    assert fell("asset-verify-soon") == [(asset, cast.mara, midnight, None)]
    assert fell("asset-verify") == [(asset, cast.mara, midnight, cast.moritz)]
    assert fell("asset-expires") == [(asset, cast.mara, midnight + DAY, None)]
    commands.archive_asset(actor=cast.mara, asset=asset, now=NOW)
    assert (fell("asset-verify"), fell("asset-expires")) == ([], [])


def test_the_owner_has_what_is_unverified_on_their_desk(cast: Cast):
    asset = dated(cast, verify_by=NOW.date())

    def desk(now):
        lies = work.on_desk(work.Desk(member=cast.mara, now=now, company=company(), time=working_time()))
        return [one.thing for one in lies if one.kind == "asset-verify"]

    assert (desk(NOW), desk(NOW + DAY)) == ([], [asset])


def test_what_is_to_be_verified_is_listed_and_one_tap_verifies(cast: Cast):
    days = {"Late": -1, "Soon": 14, "Later": 15, "Never": None}
    for name, ahead in days.items():
        by = None if ahead is None else today() + ahead * DAY
        asset = make_published(cast.mara, f"What {name} says", title=name)
        commands.edit_asset(actor=cast.mara, asset=asset, verify_by=by, now=NOW)
    milos = make_published(cast.milo, "Of Milo", title="Of Milo")
    commands.edit_asset(actor=cast.milo, asset=milos, verify_by=today(), now=NOW)
    client = client_of(cast.mara)

    def listed(query: str = "", who=client) -> list[str]:
        text = who.get(f"/collateral/to-verify/?format=csv&{query}").getvalue().decode()
        return [line.split('"')[1] for line in text.splitlines()[1:]]

    assert {query: listed(query) for query in ("", "whose=mine", "whose=team", "by=past", "by=any&whose=mine")} == {
        "": ["Late", "Of Milo", "Soon"],
        "whose=mine": ["Late", "Soon"],
        "whose=team": ["Late", "Of Milo", "Soon"],
        "by=past": ["Late"],
        "by=any&whose=mine": ["Late", "Soon", "Later"],
    }
    sams = client_of(cast.sam)
    assert (listed("whose=team", sams), "It is still right" in sams.get("/collateral/to-verify/").content.decode()) == (
        [], False,
    )  # fmt: skip
    api = sams.get("/api/v1/assets/to-verify/", {"fields": "title,verified_at"}).json()["results"]
    assert [one["title"] for one in api] == ["Late", "Of Milo", "Soon"]

    late = Asset.objects.get(title="Late")
    here = "/collateral/to-verify/?whose=mine"
    assert client.post(f"/collateral/{late.pk}/verify/", {"back": here})["Location"] == here
    assert listed("whose=mine") == ["Soon"]
    assert Verification.objects.get().asset == late


def test_the_librarys_file_says_its_dates(cast: Cast):
    dated(cast, release_on=today(), expires_on=today() + DAY, verify_by=today() + 2 * DAY)
    text = client_of(cast.mara).get("/collateral/?format=csv").getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert [row[name] for name in ("Released on", "Last day of use", "To be verified by")] == [
        str(today()), str(today() + DAY), str(today() + 2 * DAY),
    ]  # fmt: skip
