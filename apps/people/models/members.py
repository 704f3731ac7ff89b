from datetime import date, time
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.models import Revised
from apps.people.models.company import check_zone
from apps.people.models.guards import held_by_active_members, last_admin_stays, leaver_holds_nothing


class Side(models.TextChoices):
    SALES = "sales", _("Sales")
    MARKETING = "marketing", _("Marketing")
    LEADERSHIP = "leadership", _("Leadership")
    OTHER = "other", _("Other")


class Role(models.TextChoices):
    SALESPERSON = "salesperson", _("Salesperson")
    MARKETER = "marketer", _("Marketer")
    MANAGER = "manager", _("Manager")
    EXECUTIVE = "executive", _("Executive")
    ADMIN = "admin", _("Admin")


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class TeamQuerySet(QuerySet["Team"]):
    def visible_to(self, viewer: Any) -> "TeamQuerySet":
        """The directory is open to all members."""
        return self.all() if viewer.is_active else self.none()


class Team(Revised):
    """People of one side who work together under a lead; liaisons of the other side are invited to its meetings."""

    NAMED_BY = "name"
    name = models.CharField(max_length=80)
    side = models.CharField(max_length=12, choices=Side)
    lead: Any = models.ForeignKey(
        "people.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="leads"
    )
    liaisons: Any = models.ManyToManyField("people.Member", blank=True, related_name="liaison_of")

    objects = TeamQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(Lower("name"), name="team_name_once"),
            models.CheckConstraint(name="team_side_known", condition=Q(side__in=Side.values)),
        ]
        triggers = [*Revised.Meta.triggers, held_by_active_members("team", "lead_id")]

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(QuerySet["Member"]):
    def active(self) -> "MemberQuerySet":
        """People who can sign in; never the system."""
        return self.filter(is_active=True, is_system=False)

    def visible_to(self, viewer: Any) -> "MemberQuerySet":
        """All members see who works here and who did; the system is nobody's colleague."""
        return self.filter(is_system=False) if viewer.is_active else self.none()

    def with_role(self, *roles: str) -> "MemberQuerySet":
        return self.filter(roles__overlap=list(roles))


class MemberManager(BaseUserManager["Member"].from_queryset(MemberQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)

    def system(self) -> "Member":
        """Who acts where no person does: sweeps and set-up."""
        return self.get(is_system=True)


class Member(AbstractBaseUser, Revised):
    """A person with an account."""

    NAMED_BY = "name"
    TOLD_APART_BY = "email"
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    photo = models.ImageField(upload_to="photos/", blank=True)
    side = models.CharField(max_length=12, choices=Side, default=Side.OTHER)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    roles = ArrayField(models.CharField(max_length=12, choices=Role), default=list)
    time_zone = models.CharField(max_length=60, default="Europe/Berlin", validators=[check_zone])
    hours_from = models.TimeField(default=time(8))
    hours_until = models.TimeField(default=time(18))
    language = models.CharField(max_length=10, default="en")
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    shortcuts = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[MemberManager] = MemberManager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(Lower("email"), name="member_email_once"),
            models.UniqueConstraint(fields=["is_system"], condition=Q(is_system=True), name="member_one_system"),
            models.CheckConstraint(name="member_side_known", condition=Q(side__in=Side.values)),
            models.CheckConstraint(name="member_roles_known", condition=Q(roles__contained_by=Role.values)),
            models.CheckConstraint(name="member_hours_in_order", condition=Q(hours_from__lt=F("hours_until"))),
            models.CheckConstraint(
                name="member_left_is_inactive", condition=Q(left_at__isnull=True) | Q(is_active=False)
            ),
            models.CheckConstraint(
                name="member_erased_has_left", condition=Q(erased_at__isnull=True) | Q(left_at__isnull=False)
            ),
        ]
        triggers = [*Revised.Meta.triggers, leaver_holds_nothing, last_admin_stays]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"

    def has_role(self, *roles: str) -> bool:
        return bool(set(self.roles) & set(roles))

    @property
    def role_words(self) -> str:
        return ", ".join(str(Role(role).label) for role in self.roles)

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles


class AbsenceQuerySet(QuerySet["Absence"]):
    def visible_to(self, viewer: Any) -> "AbsenceQuerySet":
        """Who is away, until when and who stands in is for everybody who may need them."""
        return self.all() if viewer.is_active else self.none()


class Absence(Revised):
    """Days on which a member is away, both ends included, and who stands in."""

    member: Any = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()
    deputy: Any = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="deputy_in")

    objects = AbsenceQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="absence_in_order", condition=Q(from_on__lte=F("until_on"))),
            models.CheckConstraint(name="absence_deputy_is_another", condition=~Q(deputy=F("member"))),
            ExclusionConstraint(
                name="absence_no_overlap",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    (
                        Func(F("from_on"), F("until_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.from_on} to {self.until_on}"

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on
