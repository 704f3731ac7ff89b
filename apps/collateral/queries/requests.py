"""Reading the wishes of both sides."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from apps.collateral.models import Request, RequestVote
from apps.collateral.models.requests import RequestQuerySet
from apps.core.worktime import WorkingTime
from apps.people.models import Member, Role, Team
from apps.people.queries import company, manager_of, working_time


@dataclass(frozen=True)
class Clock:
    """How long a request still waits for its next step, as everybody sees it.

    Attributes:
        until: the day by which it is answered, delivered, or looked at.
        left: working days until then; those since then, below nothing, once it is past.
        is_past: whether the day is over, be it by a weekend alone.
    """

    request: Request
    until: date
    left: int
    is_past: bool

    @property
    def state(self) -> str:
        return self.request.state


@dataclass(frozen=True)
class Promise:
    """The company's promise: a request is answered within so many working days, and so is a delivery."""

    working: WorkingTime
    days: int

    def from_moment(self, moment: datetime) -> datetime:
        return self.working.after_days(moment, self.days)

    def answer_by(self, request: Request) -> datetime:
        """When the side it is put to has to have answered."""
        return self.from_moment(request.asked_at)

    def deliver_by(self, request: Request, now: datetime) -> date:
        """The day that is offered for a promise: the one it is needed by, while that is ahead, else the company's."""
        soonest = self.working.today(now)
        if request.needed_by is not None and request.needed_by >= soonest:
            return request.needed_by
        return self.working.today(self.from_moment(now))

    def confirm_by(self, request: Request) -> datetime:
        """When whoever asked has to have looked at what came."""
        return self.from_moment(request.delivered_at or request.asked_at)

    def clock(self, request: Request, now: datetime) -> Clock | None:
        """Of what waits for somebody; what is over has none."""
        until = self._until(request)
        if until is None:
            return None
        today = self.working.today(now)
        days = self.working.days_between(today, until)
        return Clock(request, until, -days if until < today else days, until < today)

    def _until(self, request: Request) -> date | None:
        if request.state == Request.State.NEW:
            return self.working.today(self.answer_by(request))
        if request.state == Request.State.DELIVERED:
            return self.working.today(self.confirm_by(request))
        return request.due_on if request.state in Request.PROMISED else None


def promise() -> Promise:
    settings = company()
    return Promise(working_time(settings), settings.request_answer_days)


def requests(*, viewer: Member, now: datetime | None = None) -> RequestQuerySet:
    """What `viewer` may see, with how many others need it too and whether `viewer` is one of them."""
    votes = RequestVote.objects.standing().filter(request=OuterRef("pk")).order_by()
    count = votes.values("request").annotate(n=Count("pk")).values("n")
    return (
        Request.objects.visible_to(viewer)
        .select_related("asked_by", "owner", "delivered_asset", "merged_into")
        .defer("delivered_asset__search")
        .annotate(votes=Coalesce(Subquery(count), 0), voted=Exists(votes.filter(member=viewer.pk)))
    )


def clocks(*, viewer: Member, now: datetime) -> list[Clock]:
    """What waits, and how long still; what is past longest comes first."""
    promised = promise()
    found = [promised.clock(request, now) for request in requests(viewer=viewer).open()]
    return sorted((clock for clock in found if clock), key=lambda clock: (clock.until, clock.request.pk))


def who_confirms(request: Request) -> Member:
    """Who says whether it is what was needed: whoever asked; once they left, the first who needs it too, else their
    manager."""
    asker: Member = request.asked_by
    if asker.is_active:
        return asker
    votes = RequestVote.objects.standing().filter(request=request, member__is_active=True)
    first = votes.select_related("member").order_by("at", "pk").first()
    return manager_of(asker) if first is None else first.member


def who_answers(side: str) -> Member:
    """Who hears of a new request: the side's lead, else the lead of one of its teams, else an admin.

    Raises:
        Member.DoesNotExist: there is no active member who could.
    """
    settings = company()
    lead = {"sales": settings.sales_lead, "marketing": settings.marketing_lead}[side]
    if lead is not None and lead.is_active:
        found: Member = lead
        return found
    team = Team.objects.filter(side=side, lead__is_active=True).select_related("lead").order_by("name").first()
    if team is not None:
        led_by: Member = team.lead
        return led_by
    admin = Member.objects.active().with_role(Role.ADMIN).order_by("joined_at", "pk").first()
    if admin is None:
        raise Member.DoesNotExist("no active admin")
    return admin
