"""Two at the same moment over what somebody submitted, on two real connections."""

import pytest

from apps.collateral import commands
from apps.collateral.models import Asset, FieldContent, Review
from apps.notices.models import Notice
from apps.trail.models import Activity
from tests.cast import NOW, Cast, make_cast
from tests.factories.collateral import kind_of_collateral, upload
from tests.races import in_order

pytestmark = pytest.mark.django_db(transaction=True)
ADAPTED = pytest.mark.parametrize("said", [{}, {"text": "Three better questions"}], ids=["as it is", "adapted"])


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def submitted(cast: Cast) -> Asset:
    """Sam's deck, before a marketer."""
    content = commands.submit_field_content(
        actor=cast.sam, kind=kind_of_collateral("Presentation"), used_where="First calls",
        file=upload("deck.txt", b"Three questions"), now=NOW,
    )  # fmt: skip
    return content.asset


def adopting(actor, **said):
    return lambda: commands.adopt_field_content(actor=actor, asset=Asset.objects.get(), now=NOW, **said)


def taking_back(cast: Cast):
    return lambda: commands.take_back(actor=cast.sam, asset=Asset.objects.get(), now=NOW)


def sending_back(cast: Cast):
    return lambda: commands.request_changes(actor=cast.milo, asset=Asset.objects.get(), note="Prices", now=NOW)


def outcomes(results) -> list[str]:
    return [type(result).__name__ for result in results]


def state() -> tuple[str, str, int, list[str]]:
    """What became of it: its state, its owner, its versions, and what its maker was told."""
    asset = Asset.objects.get()
    told = Notice.objects.filter(recipient__name="Sam Sanders").order_by("kind")
    return asset.state, str(asset.owner), asset.versions.count(), list(told.values_list("kind", flat=True))


@ADAPTED
def test_adopted_by_two_at_once_it_is_adopted_once(cast: Cast, said):
    submitted(cast)
    assert outcomes(in_order(adopting(cast.mara, **said), adopting(cast.milo, **said))) == ["Asset", "WrongState"]
    assert state() == ("published", "Mara Marsh", 2 if said else 1, ["asset-adopted"])
    assert FieldContent.objects.get().made_by == cast.sam
    assert Review.objects.filter(verdict="approved").count() == 1
    assert Activity.objects.filter(act="asset.adopted").count() == 1


@ADAPTED
@pytest.mark.parametrize("adopted_first", [True, False])
@pytest.mark.parametrize(
    ("other", "too_late", "left"),
    [
        (taking_back, "PermissionDenied", ("draft", "Sam Sanders", 1, [])),
        (sending_back, "WrongState", ("changes_requested", "Sam Sanders", 1, ["asset-changes-requested"])),
    ],
)
def test_adopted_while_it_is_taken_or_sent_back(cast: Cast, said, other, too_late, left, adopted_first):
    """Whoever was first: it is out with credit and marketing's to work on, or nobody's to adopt."""
    submitted(cast)
    acts = [adopting(cast.mara, **said), other(cast)]
    told = outcomes(in_order(*(acts if adopted_first else reversed(acts))))
    assert sorted(told) == sorted(["Asset", too_late if adopted_first else "WrongState"])
    out = ("published", "Mara Marsh", 2 if said else 1, ["asset-adopted"])
    assert state() == (out if adopted_first else left)
