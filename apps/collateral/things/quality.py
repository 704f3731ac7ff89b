"""What the rest of Accord knows of findings."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import Finding, OwnerOfCollateral
from apps.collateral.things.letters import HOW_TO_REPLY, letter, nobody_reads
from apps.core import telling, things
from apps.core.telling import Letter, Linked
from apps.people.models import Member


def finding_url(finding: Finding) -> str:
    """Where it is mended."""
    return queries.next_step(finding).url


def own_findings_url(owner: OwnerOfCollateral) -> str:
    return f"{reverse('collateral:findings')}?{urlencode({'whose': 'mine'})}"


def register() -> None:
    """Called once, when the portal starts."""
    things.register(
        things.Thing(
            kind="finding",
            label=_("Something to put right"),
            model=Finding,
            title=lambda finding: finding.asset.title,
            url=finding_url,
            visible_to=lambda viewer: queries.findings(viewer=viewer),
            talked_about_at=lambda finding: finding.asset,
        )
    )
    things.register(
        things.Thing(
            kind="own-collateral",
            label=_("What somebody owns in the library"),
            model=OwnerOfCollateral,
            title=str,
            url=own_findings_url,
            visible_to=_oneself,
            still_due=lambda owner, kind, recipient: bool(own_findings(recipient).exists()),
        )
    )
    telling.register(
        telling.NoticeKind(
            "asset-findings",
            _("What to put right in my collateral, once a week"),
            _("What to put right in your collateral"),
            _("You answer for this collateral."),
            rhythm=telling.AT_ONCE,
            letter=_to_mend,
            on_reply=nobody_reads,
            how_to_reply=HOW_TO_REPLY,
            opens=_("Open the whole list"),
        ),
    )


def own_findings(owner: Any) -> Any:
    return Finding.objects.standing().filter(asset__owner=owner)


def _oneself(viewer: Any) -> Any:
    rows = OwnerOfCollateral.objects.filter(pk=viewer.pk)
    return rows if viewer.is_active else rows.none()


def _to_mend(owner: OwnerOfCollateral, reader: Member, facts: dict[str, Any]) -> Letter:
    """Piece by piece what is wrong, with where it is mended."""
    rows = queries.findings(viewer=reader).standing().filter(asset__owner=reader)
    sections: dict[Any, tuple[str, list[Linked]]] = {}
    for finding in rows.order_by("asset__title", "pk"):
        step = queries.next_step(finding)
        _title, said = sections.setdefault(finding.asset_id, (finding.asset.title, []))
        said.append(Linked(f"{finding.get_cause_display()}. {step.say}", settings.BASE_URL + step.url))
    return letter(list(sections.values()))
