from datetime import time
from typing import Any
from zoneinfo import available_timezones

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.models import Revised
from apps.people.models.guards import held_by_active_members


def check_zone(name: str) -> None:
    """Refuse what isn't a time zone of the IANA database."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone. Write it like Europe/Berlin.") % {"name": name})


def working_days() -> list[int]:
    return [0, 1, 2, 3, 4]


class CompanyQuerySet(QuerySet["Company"]):
    def visible_to(self, viewer: Any) -> "CompanyQuerySet":
        """Settings are the admins' to see."""
        return self.all() if viewer.is_active and viewer.is_admin else self.none()


class ClosedDayQuerySet(QuerySet["ClosedDay"]):
    def visible_to(self, viewer: Any) -> "ClosedDayQuerySet":
        return self.all() if viewer.is_active else self.none()


class ChoiceQuerySet(QuerySet["Choice"]):
    def visible_to(self, viewer: Any) -> "ChoiceQuerySet":
        return self.all() if viewer.is_active else self.none()

    def current(self) -> "ChoiceQuerySet":
        """What can still be picked."""
        return self.filter(retired_at__isnull=True)

    def of(self, list: "ChoiceList") -> "ChoiceQuerySet":
        """A list's entries in the order people see them."""
        return self.filter(list=list).order_by("position", "label")


class Company(Revised):
    """The one row of settings that all share."""

    name = models.CharField(max_length=120)
    fiscal_year_month = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    time_zone = models.CharField(max_length=60, default="Europe/Berlin", validators=[check_zone])
    currency = models.CharField(max_length=3, default="EUR")
    work_days = ArrayField(models.PositiveSmallIntegerField(), default=working_days)
    opens = models.TimeField(default=time(9))
    closes = models.TimeField(default=time(17))
    # The promises, in the company's working time.
    request_answer_days = models.PositiveSmallIntegerField(default=3)
    lead_accept_hours = models.PositiveSmallIntegerField(default=4)
    first_contact_days = models.PositiveSmallIntegerField(default=1)
    # How long a customer's link works unless somebody says otherwise, and at most.
    share_days = models.PositiveSmallIntegerField(default=30)
    share_days_most = models.PositiveSmallIntegerField(default=90)
    sales_lead: Any = models.ForeignKey(
        "people.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    marketing_lead: Any = models.ForeignKey(
        "people.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Set once by `demo load`: only a database begun so may be emptied again.
    is_demo = models.BooleanField(default=False, editable=False)

    objects = CompanyQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(models.Value(1), name="company_stands_once"),
            models.CheckConstraint(name="company_month", condition=Q(fiscal_year_month__range=(1, 12))),
            models.CheckConstraint(name="company_opens_before_it_closes", condition=Q(opens__lt=F("closes"))),
            models.CheckConstraint(
                name="company_share_days", condition=Q(share_days__gte=1, share_days__lte=F("share_days_most"))
            ),
            models.CheckConstraint(name="company_works_some_day", condition=Q(work_days__len__gte=1)),
            models.CheckConstraint(
                name="company_work_days_are_days", condition=Q(work_days__contained_by=[0, 1, 2, 3, 4, 5, 6])
            ),
            models.CheckConstraint(name="company_currency_code", condition=Q(currency__regex="^[A-Z]{3}$")),
        ]
        triggers = [*Revised.Meta.triggers, held_by_active_members("company", "sales_lead_id", "marketing_lead_id")]

    def __str__(self) -> str:
        return self.name


class ClosedDay(Revised):
    """A date on which nobody works."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    objects = ClosedDayQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"


class ChoiceList(models.TextChoices):
    """The lists that everybody shares."""

    PERSONA = "persona", gettext_lazy("Persona")
    INDUSTRY = "industry", gettext_lazy("Industry")
    PRODUCT = "product", gettext_lazy("Product")
    REGION = "region", gettext_lazy("Region")
    LANGUAGE = "language", gettext_lazy("Language")
    FUNNEL_STAGE = "funnel_stage", gettext_lazy("Funnel stage")
    RETURN_REASON = "return_reason", gettext_lazy("Return reason")
    ASSET_KIND = "asset_kind", gettext_lazy("Kind of collateral")


class Choice(Revised):
    """An entry of a shared list; retired, it stays on what already has it."""

    NAMED_BY = "label"
    list = models.CharField(max_length=20, choices=ChoiceList)
    label = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)
    # Of kinds of collateral: whether a colleague looks at a piece before it goes out.
    reviewed = models.BooleanField(default=False)
    # And how long a word that it is still right counts; None where nobody asks.
    verify_days = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint("list", models.functions.Lower("label"), name="choice_label_once_per_list"),
            models.CheckConstraint(name="choice_list_known", condition=Q(list__in=ChoiceList.values)),
            models.CheckConstraint(
                name="choice_of_a_kind_is_reviewed", condition=Q(reviewed=False) | Q(list="asset_kind")
            ),
            models.CheckConstraint(
                name="choice_of_a_kind_is_verified",
                condition=Q(verify_days__isnull=True) | Q(list="asset_kind", verify_days__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.label
