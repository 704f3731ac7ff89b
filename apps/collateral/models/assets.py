from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models.lexicon import learns
from apps.core.models import Revised
from apps.people.models import Choice, ChoiceList, Member, Role
from apps.people.models.guards import held_by_active_members

# Of these an asset may have several, or be for all of them; of languages it has one.
MANY = (ChoiceList.PERSONA, ChoiceList.FUNNEL_STAGE, ChoiceList.INDUSTRY, ChoiceList.PRODUCT, ChoiceList.REGION)


class Audience(models.TextChoices):
    INTERNAL = "internal", _("Internal")
    CUSTOMERS = "customers", _("Customers")


class AssetQuerySet(QuerySet["Asset"]):
    def visible_to(self, viewer: Any) -> "AssetQuerySet":
        """Drafts are for marketers, admins, and whoever made or owns them; all else is for all members."""
        if not viewer.is_active:
            return self.none()
        if viewer.has_role(Role.MARKETER, Role.ADMIN):
            return self.all()
        return self.filter(~Q(state=Asset.State.DRAFT) | Q(created_by=viewer) | Q(owner=viewer))


class Asset(Revised):
    """A piece of collateral: one link that stays, whatever versions its file goes through."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000, blank=True)
    kind = models.ForeignKey(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="assets")
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assets")
    audience = models.CharField(max_length=10, choices=Audience, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assets_created")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    # The newest version, which is the one in use.
    current = models.OneToOneField(
        "collateral.AssetVersion", null=True, on_delete=models.PROTECT, related_name="current_of"
    )
    # The lists of which it applies to every entry, also to those that come later.
    for_all = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)
    # Derived from its facets by the database.
    facet_ids = ArrayField(models.UUIDField(), default=list, db_default=[], editable=False)
    search = SearchVectorField(null=True, editable=False)

    objects = AssetQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="asset_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="asset_audience_known", condition=Q(audience__in=["", *Audience.values])),
            models.CheckConstraint(name="asset_state_known", condition=Q(state__in=["draft", "published", "archived"])),
            models.CheckConstraint(
                name="asset_published_is_complete",
                condition=~Q(state="published")
                | (Q(kind__isnull=False, current__isnull=False, published_at__isnull=False) & ~Q(audience="")),
            ),
            models.CheckConstraint(
                name="asset_archived_has_a_time", condition=~Q(state="archived") | Q(archived_at__isnull=False)
            ),
            models.CheckConstraint(
                name="asset_for_all_of_a_list", condition=Q(for_all__contained_by=[one.value for one in MANY])
            ),
        ]
        indexes = [
            GinIndex(name="asset_search", fields=["search"]),
            GinIndex(name="asset_facets", fields=["facet_ids"]),
            GinIndex(name="asset_for_all", fields=["for_all"]),
            models.Index(name="asset_state_published", fields=["state", "-published_at"]),
            # The library in its two usual orders, so that a page of a long one costs a page.
            models.Index(name="asset_newest", fields=["-published_at", "id"]),
            models.Index(name="asset_title", fields=["title", "id"]),
        ]
        triggers = [
            *Revised.Meta.triggers,
            held_by_active_members("asset", "owner_id"),
            pgtrigger.FSM(
                name="asset_moves",
                field="state",
                transitions=[
                    ("draft", "published"),
                    ("published", "draft"),
                    ("draft", "archived"),
                    ("published", "archived"),
                    ("archived", "draft"),
                ],
            ),
            pgtrigger.Trigger(
                name="asset_words",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    NEW.search = setweight(collateral_vector(NEW.title), 'A')
                        || setweight(collateral_vector(NEW.summary), 'B');
                    RETURN NEW;""",
            ),
            learns("asset_learned"),
            learns("asset_relearned", pgtrigger.Update),
            pgtrigger.Trigger(
                name="asset_kind_of_its_list",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("kind_id"),
                func="""
                    IF NEW.kind_id IS NOT NULL AND NOT EXISTS
                        (SELECT 1 FROM people_choice WHERE id = NEW.kind_id AND list = 'asset_kind') THEN
                        RAISE EXCEPTION 'asset_kind_of_its_list' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
            pgtrigger.Trigger(
                name="asset_for_all_or_some",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("for_all"),
                func="""
                    IF EXISTS (SELECT 1 FROM collateral_assetfacet
                        WHERE asset_id = NEW.id AND list = ANY (NEW.for_all)) THEN
                        RAISE EXCEPTION 'facet_all_or_some' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
            pgtrigger.Trigger(
                name="asset_published_is_clean",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
                func="""
                    IF NEW.state = 'published' AND (TG_OP = 'INSERT' OR OLD.state <> 'published') AND EXISTS
                        (SELECT 1 FROM collateral_assetversion
                         WHERE id = NEW.current_id AND scan IN ('pending', 'infected')) THEN
                        RAISE EXCEPTION 'asset_published_is_clean' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
            pgtrigger.Trigger(
                name="asset_shows_its_own_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("current_id"),
                func="""
                    IF NEW.current_id IS NOT NULL AND NOT EXISTS
                        (SELECT 1 FROM collateral_assetversion WHERE id = NEW.current_id AND asset_id = NEW.id) THEN
                        RAISE EXCEPTION 'asset_shows_its_own_version' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
        ]

    def __str__(self) -> str:
        return self.title
