from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import Truncator

from apps.collateral.models.assets import Asset
from apps.collateral.models.requests import Request
from apps.core.models import Revised
from apps.people.models import Choice, Member

TITLE_CHARACTERS = 90


class FieldNoteQuerySet(QuerySet["FieldNote"]):
    def visible_to(self, viewer: Any) -> "FieldNoteQuerySet":
        """Both sides read what was heard; each with whether `viewer` sees the collateral it is about."""
        if not viewer.is_active:
            return self.none()
        seen = Asset.objects.visible_to(viewer).filter(pk=OuterRef("asset"))
        return self.filter(removed_at__isnull=True).annotate(asset_seen=Exists(seen))


class FieldNote(Revised):
    """Two lines of what somebody heard outside."""

    heard = models.CharField(max_length=500)
    # A kind of person; a name only where whoever notes it gives one.
    from_whom = models.CharField(max_length=120, blank=True)
    persona = models.ForeignKey(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="field_notes")
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="field_notes")
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.PROTECT, related_name="field_notes")
    noted_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="field_notes")
    noted_at = models.DateTimeField()
    # Nobody reads it any more; the row stays, for others may have read it.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = FieldNoteQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [models.CheckConstraint(name="field_note_says_something", condition=~Q(heard=""))]
        indexes = [models.Index(name="field_note_newest", fields=["-noted_at", "id"])]
        triggers = [
            *Revised.Meta.triggers,
            pgtrigger.Protect(name="field_note_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="field_note_persona_of_its_list",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("persona_id"),
                func="""
                    IF NEW.persona_id IS NOT NULL AND NOT EXISTS
                        (SELECT 1 FROM people_choice WHERE id = NEW.persona_id AND list = 'persona') THEN
                        RAISE EXCEPTION 'field_note_persona_of_its_list' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
        ]

    def __str__(self) -> str:
        return str(Truncator(self.heard).chars(TITLE_CHARACTERS))

    @property
    def shown_asset(self) -> Asset | None:
        """What it is about, where the reader sees that; nothing where the note wasn't read for one."""
        return self.asset if vars(self).get("asset_seen") else None
