"""Input: what salespeople answer on a draft, before it goes out."""

from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models.assets import Asset
from apps.collateral.models.states import IN_WORK
from apps.collateral.models.versions import AssetVersion
from apps.core.models import Revised, count_revisions
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members

MOST_QUESTIONS = 3


class Quick(models.TextChoices):
    """An answer in one tap."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    UNSURE = "unsure", _("Can't say")


@dataclass(frozen=True)
class Answered:
    """A question with what is answered to it, as far as anything is."""

    question: str
    quick: str = ""
    words: str = ""


def running(to_ask: str = "") -> Q:
    """Asks for which an answer still counts: on a draft that hasn't gone out since.

    Args:
        to_ask: the way from the row that is asked to its ask, for example `ask__`.
    """
    asset = f"{to_ask}asset__"
    not_out_since = Q(**{f"{asset}published_at__isnull": True}) | Q(
        **{f"{asset}published_at__lt": F(f"{to_ask}asked_at")}
    )
    return not_out_since & Q(**{f"{to_ask}withdrawn_at__isnull": True, f"{asset}state__in": IN_WORK})


class InputAskQuerySet(QuerySet["InputAsk"]):
    def visible_to(self, viewer: Any) -> "InputAskQuerySet":
        """Those who work on the draft; whoever is asked reads the questions with their own input."""
        return self.filter(asset__in=Asset.objects.worked_on_by(viewer))

    def running(self) -> "InputAskQuerySet":
        return self.filter(running())


class InputAsk(Revised):
    """Up to three questions on a draft, put to people who sell, by a date."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="input_asks")
    # The one that was the draft when they were asked; each answers on the one they read.
    version = models.ForeignKey(AssetVersion, on_delete=models.PROTECT, related_name="+")
    questions = ArrayField(models.CharField(max_length=200), size=MOST_QUESTIONS)
    answer_by = models.DateField()
    asked_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InputAskQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(
                name="input_ask_one_to_three_questions",
                condition=Q(questions__len__range=(1, MOST_QUESTIONS)) & ~Q(questions__contains=[""]),
            )
        ]
        indexes = [models.Index(name="input_ask_of_asset", fields=["asset", "-asked_at"])]
        triggers = [
            count_revisions(),
            pgtrigger.Protect(name="input_ask_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="input_ask_withdrawn_stays",
                operation=pgtrigger.Update,
                # Nothing but taking the withdrawal back.
                condition=pgtrigger.Condition("OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NOT NULL"),
            ),
            pgtrigger.ReadOnly(
                name="input_ask_keeps_what_was_asked",
                fields=["asset", "version", "questions", "answer_by", "asked_by", "asked_at"],
            ),
            pgtrigger.Trigger(
                name="input_ask_of_its_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (SELECT 1 FROM collateral_assetversion
                        WHERE id = NEW.version_id AND asset_id = NEW.asset_id) THEN
                        RAISE EXCEPTION 'input_ask_of_its_version' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
        ]

    def __str__(self) -> str:
        return self.asset.title


class InputQuerySet(QuerySet["Input"]):
    def visible_to(self, viewer: Any) -> "InputQuerySet":
        """Their own, and those on what they work on: whoever is asked answers without the others' words in mind."""
        if not viewer.is_active:
            return self.none()
        return self.filter(Q(ask__asset__in=Asset.objects.worked_on_by(viewer)) | Q(member=viewer))

    def waiting(self) -> "InputQuerySet":
        """Those that somebody is still to answer."""
        return self.filter(running("ask__"), state=Input.State.OPEN)

    def letting_in(self) -> "InputQuerySet":
        """Those for which their member reads the draft: asked and not done with it, or answered and not out yet."""
        return self.filter(running("ask__"), state__in=[Input.State.OPEN, Input.State.GIVEN])

    def with_standing(self) -> "InputQuerySet":
        """Each with whether an answer to it still counts."""
        return self.annotate(counts=Exists(InputAsk.objects.running().filter(pk=OuterRef("ask"))))


class Input(Revised):
    """What one of those who were asked answers, a quick answer and a few words for each question."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        GIVEN = "given", _("Answered")
        DECLINED = "declined", _("Declined")
        # The ask was withdrawn, or whoever was asked left.
        ENDED = "ended", _("No longer asked")

    ask = models.ForeignKey(InputAsk, on_delete=models.PROTECT, related_name="inputs")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="inputs")
    # That of the ask, kept here by the database, so that nobody is asked twice at a time on the same version.
    asked_version = models.ForeignKey(AssetVersion, on_delete=models.PROTECT, related_name="+", editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    version = models.ForeignKey(AssetVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="inputs")
    quick = ArrayField(models.CharField(max_length=10, blank=True), default=list, blank=True)
    words = ArrayField(models.CharField(max_length=500, blank=True), default=list, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    thanks = models.CharField(max_length=500, blank=True)

    objects = InputQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(fields=["ask", "member"], name="input_one_for_each_who_is_asked"),
            models.UniqueConstraint(
                fields=["member", "asked_version"], condition=Q(state="open"), name="input_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                name="input_state_known", condition=Q(state__in=["open", "given", "declined", "ended"])
            ),
            models.CheckConstraint(
                name="input_given_has_time_and_version",
                condition=Q(state="given", given_at__isnull=False, version__isnull=False)
                | (~Q(state="given") & Q(given_at__isnull=True, version__isnull=True, quick=[], words=[])),
            ),
            models.CheckConstraint(
                name="input_quick_known", condition=Q(quick__contained_by=["", *[one.value for one in Quick]])
            ),
            models.CheckConstraint(name="input_declined_says_why", condition=~Q(state="declined") | ~Q(reason="")),
            models.CheckConstraint(
                name="input_thanked_was_given",
                condition=Q(thanked_at__isnull=True, thanks="") | Q(thanked_at__isnull=False, state="given"),
            ),
        ]
        indexes = [
            models.Index(name="input_of_member", fields=["member"], condition=Q(state__in=["open", "given"])),
        ]
        triggers = [
            count_revisions(),
            held_by_active_members("input", "member_id", only="{row}.state = 'open'"),
            pgtrigger.Protect(name="input_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="input_goes_on",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                # What was given stays as it was said, what ended is open again or stays, and nobody's answer becomes
                # another's.
                condition=pgtrigger.Condition(
                    "OLD.ask_id <> NEW.ask_id"
                    " OR OLD.member_id <> NEW.member_id AND (OLD.state, NEW.state) <> ('open', 'open')"
                    " OR OLD.state = 'given' AND (OLD.state, OLD.version_id, OLD.quick, OLD.words, OLD.given_at)"
                    " IS DISTINCT FROM (NEW.state, NEW.version_id, NEW.quick, NEW.words, NEW.given_at)"
                    " OR OLD.state = 'declined' AND NEW.state NOT IN ('given', 'open')"
                    " OR OLD.state = 'ended' AND NEW.state <> 'open'"
                    " OR OLD.thanked_at IS NOT NULL"
                ),
                func="RAISE EXCEPTION 'input_goes_on' USING ERRCODE = 'check_violation';",
            ),
            pgtrigger.Trigger(
                name="input_of_its_ask",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("ask_id", "asked_version_id"),
                func="""
                    NEW.asked_version_id = (SELECT version_id FROM collateral_inputask WHERE id = NEW.ask_id);
                    RETURN NEW;""",
            ),
            pgtrigger.Trigger(
                name="input_open_while_asked",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("NEW.state = 'open'"),
                func="""
                    PERFORM 1 FROM collateral_inputask WHERE id = NEW.ask_id AND withdrawn_at IS NULL FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'input_open_while_asked' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
            pgtrigger.Trigger(
                name="input_answers_its_questions",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.state = 'given'"),
                func="""
                    PERFORM 1 FROM collateral_inputask a
                        JOIN collateral_assetversion v ON v.id = NEW.version_id AND v.asset_id = a.asset_id
                        WHERE a.id = NEW.ask_id
                            AND (a.withdrawn_at IS NULL OR TG_OP = 'UPDATE' AND OLD.state = 'given')
                            AND cardinality(NEW.quick) = cardinality(a.questions)
                            AND cardinality(NEW.words) = cardinality(a.questions)
                        FOR SHARE OF a;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'input_answers_its_questions' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;""",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} for {self.ask_id}"

    @property
    def answers(self) -> list[Answered]:
        quick = self.quick or [""] * len(self.ask.questions)
        words = self.words or [""] * len(self.ask.questions)
        return [Answered(*one) for one in zip(self.ask.questions, quick, words, strict=True)]
