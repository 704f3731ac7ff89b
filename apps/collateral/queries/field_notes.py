"""What was heard outside."""

from datetime import datetime

from django.db.models import Q, QuerySet

from apps.collateral.models import FieldNote
from apps.collateral.models.field_notes import FieldNoteQuerySet
from apps.people.models import Choice, ChoiceList, Member


def field_notes(*, viewer: Member, now: datetime | None = None) -> FieldNoteQuerySet:
    rows = FieldNote.objects.visible_to(viewer).select_related("noted_by", "persona", "asset", "request")
    return rows.defer("asset__search")


def personas(*, also: Choice | None = None) -> QuerySet[Choice]:
    """Those that can be chosen now; `also` is the one a note has, which may be retired."""
    offered = Q(retired_at__isnull=True) | Q(pk=also.pk if also else None)
    return Choice.objects.filter(offered, list=ChoiceList.PERSONA).order_by("position", "label")
