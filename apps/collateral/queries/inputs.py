"""Who is asked for input, who could be, and what they answered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.collateral import policy
from apps.collateral.models import Asset, FieldNote, Input, InputAsk, Request
from apps.collateral.models.inputs import InputAskQuerySet, InputQuerySet
from apps.collateral.models.states import IN_WORK
from apps.collateral.queries.requests import promise
from apps.people.models import Absence, ChoiceList, Member, Role, Side
from apps.people.models.members import MemberQuerySet
from apps.people.queries import working_time

PROPOSED = 6
# What speaks for somebody, and how lately they were asked.
KNOWN_FOR, LATELY = timedelta(days=365), timedelta(days=30)


def inputs(*, viewer: Member, now: datetime | None = None) -> InputQuerySet:
    rows = Input.objects.visible_to(viewer).with_standing()
    rows = rows.select_related("ask__asset__owner", "ask__asked_by", "ask__version", "member", "version")
    return rows.defer("ask__asset__search", "ask__version__search", "version__search")


def late_inputs(*, viewer: Member, today: date) -> InputQuerySet:
    """What wasn't answered by its day and still counts, the longest waiting first."""
    return inputs(viewer=viewer).waiting().filter(ask__answer_by__lt=today).order_by("ask__answer_by", "pk")


def input_asks(*, viewer: Member, now: datetime | None = None) -> InputAskQuerySet:
    rows = InputAsk.objects.visible_to(viewer).select_related("asset", "asked_by", "version")
    answered = (
        Input.objects.select_related("member", "version", "ask").defer("version__search").order_by("member__name")
    )
    return rows.defer("asset__search", "version__search").prefetch_related(Prefetch("inputs", answered))


def input_from() -> ArraySubquery:
    """Whoever gave input on an asset as `{"id", "name"}`, to annotate it with."""
    rows = Input.objects.filter(ask__asset=OuterRef("pk"), state=Input.State.GIVEN)
    named = rows.order_by("member__name", "member_id").values("member_id", "member__name").distinct()
    return ArraySubquery(named.values(one=JSONObject(id="member_id", name="member__name")))


def input_in_words(asset: Any) -> str:
    """“With input from Sam”, in lists and on its page; what went out with nobody's says so."""
    names = [one["name"] for one in asset.input_from]
    if names:
        return _("with input from %(names)s") % {"names": get_text_list(names, _("and"))}
    return _("published without input from sales") if asset.state == Asset.State.PUBLISHED else ""


@dataclass(frozen=True)
class InputOn:
    """What an asset's page says of input.

    Attributes:
        asks: for those who work on it, the newest first.
        own: what the viewer is asked, while their answer still counts.
        may_ask: whether somebody may be asked now.
    """

    asks: list[InputAsk]
    own: Input | None
    may_ask: bool


def input_on(*, viewer: Member, asset: Asset) -> InputOn:
    works, in_work = policy.may_ask_for_input(viewer, asset), asset.state in IN_WORK
    mine = inputs(viewer=viewer).letting_in().filter(ask__asset=asset, member=viewer).order_by("-ask__asked_at", "pk")
    asks = list(input_asks(viewer=viewer).filter(asset=asset).order_by("-asked_at", "pk")) if works else []
    own = mine.first() if in_work else None
    return InputOn(asks, own, works and in_work and asset.recalled_at is None)


# --- whom to ask


def usual_answer_day(now: datetime) -> date:
    """The day by which the company answers."""
    return working_time().today(promise().from_moment(now))


def could_give_input(asset: Asset) -> MemberQuerySet:
    """Those who sell, but whoever made or owns it."""
    sells = Q(side=Side.SALES) | Q(roles__contains=[Role.SALESPERSON])
    rows: MemberQuerySet = Member.objects.active().filter(sells).exclude(pk__in=[asset.owner_id, asset.created_by_id])
    return rows


def not_asked_yet(asset: Asset) -> MemberQuerySet:
    """Of those the ones who aren't still to answer."""
    waits = Input.objects.waiting().filter(ask__asset=asset).values("member")
    rows: MemberQuerySet = could_give_input(asset).exclude(pk__in=waits)
    return rows


@dataclass(frozen=True)
class Proposed:
    """Somebody who could be asked.

    Attributes:
        why: what everybody can see that speaks for them.
    """

    member: Member
    why: str


def proposed_for_input(asset: Asset, *, besides: Member, now: datetime, ask: InputAsk | None = None) -> list[Proposed]:
    """Whom to ask, the best first: who is here, knows the personas of this asset, and was asked least lately.

    Nobody who is still to answer on it or declined, and of an `ask` nobody who is in it already.

    Nothing says who sells to a persona, so it is read from what they noted of it, wished for it, and answered on drafts
    for it. What they opened, downloaded, rated or used in a deal isn't everybody's to know and isn't looked at.
    """
    done = Input.objects.filter(ask__asset=asset).filter(Q(state=Input.State.DECLINED) | Q(ask=ask))
    rows = not_asked_yet(asset).exclude(pk=besides.pk).exclude(pk__in=done.values("member"))
    ranked = _with_what_speaks_for_them(rows, asset, now).order_by(
        "is_away", "-known", "asked", (F("notes") + F("wishes") + F("given")).desc(), "name", "pk"
    )
    return [Proposed(member, _why(member)) for member in ranked[:PROPOSED]]


def _with_what_speaks_for_them(rows: MemberQuerySet, asset: Asset, now: datetime) -> Any:
    personas = asset.facets.filter(list=ChoiceList.PERSONA).values("choice")
    since, today = now - KNOWN_FOR, working_time().today(now)
    me = OuterRef("pk")
    away = Absence.objects.filter(from_on__lte=today, until_on__gte=today).values("member")
    answered = Input.objects.filter(member=me, state=Input.State.GIVEN, given_at__gte=since)
    rows = rows.annotate(
        is_away=Q(pk__in=away),
        notes=_count(FieldNote.objects.filter(noted_by=me, persona__in=personas, noted_at__gte=since), "noted_by"),
        wishes=_count(
            Request.objects.filter(asked_by=me, asked_at__gte=since, delivered_asset__facets__choice__in=personas),
            "asked_by",
        ),
        given=_count(answered.filter(ask__asset__facets__choice__in=personas), "member"),
        asked=_count(Input.objects.filter(member=me, ask__asked_at__gte=now - LATELY), "member"),
    )
    return rows.annotate(known=Q(notes__gt=0) | Q(wishes__gt=0) | Q(given__gt=0))


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted), Value(0))


def _why(member: Any) -> str:
    said = [
        ngettext("%(count)s field note on this persona", "%(count)s field notes on this persona", member.notes),
        ngettext("%(count)s request for this persona", "%(count)s requests for this persona", member.wishes),
        ngettext("%(count)s answer on a draft for it", "%(count)s answers on drafts for it", member.given),
    ]
    counts = (member.notes, member.wishes, member.given)
    words = [text % {"count": count} for text, count in zip(said, counts, strict=True) if count]
    if member.asked:
        lately = ngettext("asked once in the last 30 days", "asked %(count)s times in the last 30 days", member.asked)
        words.append(lately % {"count": member.asked})
    if member.is_away:
        words.append(_("away"))
    return ", ".join(words)
