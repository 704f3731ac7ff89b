"""What is wrong in the library, what was, and what to do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.models import Asset, Cause, Finding
from apps.collateral.models.findings import FindingQuerySet
from apps.people.models import Member


@dataclass(frozen=True)
class NextStep:
    """What mends it, and where."""

    say: str
    url: str


def findings(*, viewer: Member, now: datetime | None = None) -> FindingQuerySet:
    """What nightly checks found, also what is mended since."""
    rows = Finding.objects.visible_to(viewer).select_related("asset__owner")
    return rows.defer("asset__search")


def to_mend(*, viewer: Member, asset: Asset) -> list[Finding]:
    """What is wrong with a piece, for whoever may mend it."""
    if not policy.may_edit_asset(viewer, asset):
        return []
    rows = Finding.objects.standing().filter(asset=asset).order_by("first_seen_at", "pk")
    return list(rows.select_related("asset").defer("asset__search"))


def next_step(finding: Finding) -> NextStep:
    say, page, anchor = {
        Cause.INFECTED: (_("Upload a clean copy."), "replace", ""),
        Cause.UNREADABLE: (_("Upload a mended file."), "replace", ""),
        Cause.NO_TEXT: (_("Upload a copy in which text can be selected."), "replace", ""),
        Cause.DEAD_LINK: (_("Give the right address."), "replace", ""),
        Cause.UNVERIFIED: (_("Look whether it is still right, and say so."), "asset", "#unverified"),
        Cause.EXPIRED: (_("Name what is used instead, or take it out of the collection."), "asset", "#collections"),
        Cause.LOW_RATING: (_("Read what would make it better, and put up a version that does."), "asset", "#feedback"),
        Cause.SAME_FILE: (_("Keep one of the two, and archive the other."), "asset", ""),
        Cause.SAME_TITLE: (_("Give it a title of its own, or archive one of the two."), "edit", ""),
        Cause.NO_PREVIEW: (_("Have its preview drawn again."), "asset", "#preview"),
        Cause.GAPS: (_("Say what is missing, so that it is found."), "edit", ""),
    }[Cause(finding.cause)]
    return NextStep(say, reverse(f"collateral:{page}", args=[finding.asset_id]) + anchor)
