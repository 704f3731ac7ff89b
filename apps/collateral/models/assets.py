from datetime import date
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import dates, states
from apps.collateral.models.lexicon import learns
from apps.collateral.models.states import IN_WORK
from apps.core.finding import words_index
from apps.core.models import Revised
from apps.people.models import Choice, ChoiceList, Member, Role
from apps.people.models.guards import held_by_active_members

# Of these an asset may have several, or be for all of them; of languages it has one.
MANY = (ChoiceList.PERSONA, ChoiceList.FUNNEL_STAGE, ChoiceList.INDUSTRY, ChoiceList.PRODUCT, ChoiceList.REGION)


class Audience(models.TextChoices):
    INTERNAL = "internal", _("Internal")
    CUSTOMERS = "customers", _("Customers")


def makes_collateral(member: Any) -> bool:
    return bool(member.is_active and member.has_role(Role.MARKETER, Role.ADMIN))


class AssetQuerySet(QuerySet["Asset"]):
    def visible_to(self, viewer: Any) -> "AssetQuerySet":
        """What is worked on is for marketers, admins, and whoever made or owns it; what was out is for all members.

        Whoever is asked for input on a draft reads that draft. What has a release date is worked on until then.
        Recalled, it is seen as that by all until it is out again, however far its review is.
        """
        if not viewer.is_active:
            return self.none()
        if makes_collateral(viewer):
            return self.all()
        was_out = Q(published_at__isnull=False) & (~Q(state__in=IN_WORK) | Q(recalled_at__isnull=False))
        asked = Q(pk__in=viewer.inputs.letting_in().values("ask__asset"))
        return self.filter((was_out & dates.released()) | Q(created_by=viewer) | Q(owner=viewer) | asked)

    def usable(self, today: date | RawSQL = dates.TODAY) -> "AssetQuerySet":
        """What may be used on this day: published, released and not expired. The one place that says so."""
        return self.filter(dates.released(today), ~dates.expired(today), state=Asset.State.PUBLISHED)

    def in_lists(self, today: date | RawSQL = dates.TODAY) -> "AssetQuerySet":
        """What lists and finding show unless somebody asks for more: in use or in work."""
        over = [Asset.State.ARCHIVED, Asset.State.RECALLED]
        return self.exclude(state__in=over).exclude(dates.expired(today))

    def worked_on_by(self, viewer: Any) -> "AssetQuerySet":
        """What `viewer` may see the inside of, whatever its state."""
        if not viewer.is_active:
            return self.none()
        return self.all() if makes_collateral(viewer) else self.filter(Q(created_by=viewer) | Q(owner=viewer))


class Asset(Revised):
    """A piece of collateral: one link that stays, whatever versions its file goes through."""

    NAMED_BY = "title"
    State = states.State

    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000, blank=True)
    kind = models.ForeignKey(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="assets")
    owner: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assets")
    audience = models.CharField(max_length=10, choices=Audience, blank=True)
    state = models.CharField(max_length=20, choices=states.State, default=states.State.DRAFT)
    created_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assets_created")
    created_at = models.DateTimeField()
    # By the company's calendar: in use from the one to the other, both included; to be verified by the third.
    release_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    verify_by = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    # Since it was recalled, until a review lets it out again.
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_because = models.CharField(max_length=500, blank=True)
    # What took its place; its page points on.
    successor: Any = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
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
            models.CheckConstraint(name="asset_state_known", condition=Q(state__in=states.State.values)),
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
            models.CheckConstraint(
                name="asset_recalled_says_why",
                condition=Q(recalled_at__isnull=True, recalled_because="")
                | (Q(recalled_at__isnull=False) & ~Q(recalled_because="")),
            ),
            # Nothing but a review makes it a draft or published again.
            models.CheckConstraint(
                name="asset_recalled_waits_for_review",
                condition=Q(recalled_at__isnull=True, state__in=[s for s in states.State.values if s != "recalled"])
                | Q(recalled_at__isnull=False, state__in=["recalled", "in_review", "changes_requested", "archived"]),
            ),
            models.CheckConstraint(
                name="asset_released_before_it_expires",
                condition=Q(release_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("release_on")),
            ),
            models.CheckConstraint(name="asset_follows_another", condition=~Q(successor=F("id"))),
        ]
        indexes = [
            GinIndex(name="asset_search", fields=["search"]),
            GinIndex(name="asset_facets", fields=["facet_ids"]),
            GinIndex(name="asset_for_all", fields=["for_all"]),
            models.Index(name="asset_state_published", fields=["state", "-published_at"]),
            # The library in its two usual orders, so that a page of a long one costs a page.
            models.Index(name="asset_newest", fields=["-published_at", "id"]),
            models.Index(name="asset_title", fields=["title", "id"]),
            words_index("asset_title_words", "title"),
        ]
        triggers = [
            *Revised.Meta.triggers,
            held_by_active_members("asset", "owner_id"),
            pgtrigger.FSM(name="asset_moves", field="state", transitions=states.pairs()),
            # What its kind, a recall, or its coming from the field asks to be reviewed is out in no version that nobody
            # approved.
            pgtrigger.Trigger(
                name="asset_out_as_reviewed",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state", "current_id", "recalled_at"),
                func="""
                    IF OLD.recalled_at IS NOT NULL AND NEW.recalled_at IS NULL AND NEW.state <> 'published' THEN
                        RAISE EXCEPTION 'asset_recalled_until_reviewed' USING ERRCODE = 'check_violation';
                    END IF;
                    IF NEW.state = 'published'
                        AND (OLD.state, OLD.current_id) IS DISTINCT FROM (NEW.state, NEW.current_id)
                        AND (OLD.recalled_at IS NOT NULL
                            OR EXISTS (SELECT 1 FROM people_choice WHERE id = NEW.kind_id AND reviewed)
                            OR (OLD.published_at IS NULL
                                AND EXISTS (SELECT 1 FROM collateral_fieldcontent WHERE asset_id = NEW.id)))
                        AND NOT EXISTS (SELECT 1 FROM collateral_review WHERE asset_id = NEW.id
                            AND version_id = NEW.current_id AND verdict = 'approved'
                            AND decided_at >= coalesce(OLD.recalled_at, '-infinity')) THEN
                        RAISE EXCEPTION 'asset_out_as_reviewed' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
            pgtrigger.Trigger(
                name="asset_successors_end",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("successor_id"),
                func="""
                    IF NEW.successor_id IS NULL THEN
                        RETURN NEW;
                    END IF;
                    -- One at a time: two who close a ring from both sides would each see the other's half missing.
                    PERFORM pg_advisory_xact_lock(hashtext('collateral_asset.successor_id'));
                    IF EXISTS (
                        WITH RECURSIVE chain(id, next) AS (
                            SELECT id, successor_id FROM collateral_asset WHERE id = NEW.successor_id
                            UNION
                            SELECT one.id, one.successor_id FROM collateral_asset one JOIN chain ON one.id = chain.next
                        ) SELECT 1 FROM chain WHERE NEW.id IN (id, next)) THEN
                        RAISE EXCEPTION 'asset_successors_end' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
            pgtrigger.Trigger(
                name="asset_words",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("title", "summary", "search"),
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

    @property
    def is_out(self) -> bool:
        """Published now or before, and not withdrawn to be worked on."""
        return self.published_at is not None and self.state not in IN_WORK
