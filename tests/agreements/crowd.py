"""Ten people who do at random what one can do with agreements: mostly what may succeed, often what must not."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from apps.agreements import commands
from apps.agreements.models import Agreement, Move, Objection, Proxy, Seat, Signature, Suggestion, Version
from apps.agreements.queries.standing_in import next_absence
from apps.goals.models import Goal
from apps.people import commands as people
from apps.people.models import Member, Role, Side
from tests.agreements.choosing import AT_WORK, Choosing
from tests.cast import NOW, Cast, make_member
from tests.factories import goals as make_goal

EARLIER = NOW - timedelta(days=1)
# The goals are due on 31 December 2026: what lies within ten working days of that, and what doesn't.
INSIDE = [date(2026, 12, 17), date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 8), date(2027, 1, 14)]
OUTSIDE = [date(2026, 12, 16), date(2027, 1, 15), date(2027, 6, 30)]
# Ten working days, weekends and all.
LONG = timedelta(days=15)
Facts = dict[str, Any]


class Crowd(Choosing):
    """Who is there, and what each might do next."""

    def __init__(self, cast: Cast, seed: int) -> None:
        super().__init__(Random(seed), cast)
        self.joined = 0
        cast.company.sales_lead, cast.company.marketing_lead = cast.mina, cast.moritz
        cast.company.save()
        self.join(Side.SALES)
        self._plan_with_leeway()

    def _plan_with_leeway(self) -> None:
        """Two goals whose owners may move their due dates by ten working days."""
        cast = self.cast
        goals = [make_goal.measured(owner=cast.sam), make_goal.measured(owner=cast.mara)]
        plan = make_goal.plan(by=cast.ada, goals=goals, seats=[cast.sam, cast.mara], sponsor=cast.eva)
        commands.edit_draft(actor=cast.ada, agreement=plan.agreement, leeway_days=10, now=EARLIER)
        make_goal.sign_all(plan)

    def join(self, side: Side) -> None:
        """Somebody new for whoever left, so that there are always ten."""
        self.joined += 1
        sells = side == Side.SALES
        team = self.cast.field_sales if sells else self.cast.content
        make_member(f"Newcomer{self.joined}", side, Role.SALESPERSON if sells else Role.MARKETER, team=team)

    def replace(self, leaver: Any) -> None:
        self.join(Member.objects.get(pk=leaver).side)

    # --- what may well succeed; None where nobody could ---------------------------------------------------

    def likely(self, act: str, now: datetime) -> Facts | None:
        way: Callable[[datetime], Facts | None] = getattr(self, f"_may_{act}")
        return way(now)

    def _may_start_agreement(self, now: datetime) -> Facts:
        seats = [self._one(self._people(side=side)) for side in ("sales", "marketing")]
        seats += self.random.sample(self._people(), self.random.choice([0, 0, 1]))
        actor = self._one(self._people(side=Side.MARKETING))
        facts = {"title": self._text(), "text": self._text(), "seats": [one.pk for one in {*seats}]}
        return facts | {"actor": actor.pk, "sponsor": self.cast.eva.pk}

    def _may_edit_draft(self, now: datetime) -> Facts | None:
        version = self._version("draft")
        if version is None:
            return None
        facts: Facts = {"actor": self._named(version).pk, "agreement": version.agreement_id, "text": self._text()}
        if version.number > 1 or self.random.random() < 0.3:
            facts["what_changed"] = self._text()
        if self.random.random() < 0.3:
            facts["effective_on"] = self.random.choice([None, (now + timedelta(days=self.random.randint(0, 2))).date()])
        if self.random.random() < 0.2:
            facts["expires_on"] = (now + timedelta(days=self.random.randint(2, 5))).date()
            facts["is_trial"] = self.random.random() < 0.5
        if self.random.random() < 0.3:
            seated = [seat.member_id for seat in version.seats.all()]
            facts["seats"] = list({*seated, self._one(self._people(side__in=["sales", "marketing"])).pk})
        return facts

    def _may_propose(self, now: datetime) -> Facts | None:
        """A change is proposed once it says what it changes; for days that are over nothing is."""
        ahead = [Q(**{day: None}) | Q(**{f"{day}__gt": now.date()}) for day in ("effective_on", "expires_on")]
        ready = Version.objects.filter(~Q(what_changed="") | Q(number=1), *ahead, state="draft")
        version = self._lately(ready.select_related("agreement"))
        return version and {"actor": self._named(version).pk, "agreement": version.agreement_id}

    def _may_sign(self, now: datetime) -> Facts | None:
        version = self._version("proposed") if self.random.random() < 0.9 else self._version("signed")
        if version is None:
            return None
        silent = Member.objects.active().filter(seats__version=version).order_by("pk")
        actor = self._one(silent.exclude(seats__signatures__digest=self._digest(version))) or self._seated(version)
        if actor is None:
            return None
        said = {"concern": self.random.choice(["", "", self._text()])}
        return said | {"actor": actor.pk, "agreement": version.agreement_id, "digest": self._digest(version)}

    def _may_object_to(self, now: datetime) -> Facts | None:
        version = self._version("proposed")
        if version is None or (actor := self._seated(version)) is None:
            return None
        facts = {"actor": actor.pk, "agreement": version.agreement_id, "digest": self._digest(version)}
        return facts | {"why": self._text(), "would_do": self._text()}

    def _may_withdraw_objection(self, now: datetime) -> Facts | None:
        standing = Objection.objects.filter(withdrawn_at=None, seat__version__state="proposed", member__is_active=True)
        since = {"seat": OuterRef("seat"), "proposal": OuterRef("proposal"), "number__gt": OuterRef("number")}
        standing = standing.exclude(Exists(Signature.objects.filter(**since)))
        rows = standing.select_related("seat__version").order_by("-at", "pk")[:AT_WORK]
        objection = self._one(one for one in rows if one.digest == self._digest(one.seat.version))
        return objection and {"actor": objection.member_id, "agreement": objection.seat.version.agreement_id}

    def _may_take_back(self, now: datetime) -> Facts | None:
        version = self._version("proposed")
        return version and {"actor": self._named(version).pk, "agreement": version.agreement_id}

    def _may_withdraw(self, now: datetime) -> Facts | None:
        facts = self._may_take_back(now)
        return facts and facts | {"reason": self._text()}

    def _may_amend(self, now: datetime) -> Facts | None:
        opened = Version.objects.filter(state__in=["draft", "proposed"]).values("agreement")
        counting = Version.objects.filter(state="signed", effective_from__lte=now).exclude(agreement__in=opened)
        version = self._lately(counting)
        return version and {"actor": self._named(version).pk, "agreement": version.agreement_id}

    def _may_terminate(self, now: datetime) -> Facts | None:
        facts = self._may_amend(now)
        return facts and facts | {"reason": self._text()}

    def _may_review(self, now: datetime) -> Facts | None:
        version = self._version("signed", effective_from__lte=now)
        return version and {"actor": self.cast.eva.pk, "agreement": version.agreement_id, "note": self._text()}

    def _may_discard_draft(self, now: datetime) -> Facts | None:
        """The newest, which nobody else has touched yet; one that lies there for long is known by then."""
        lately = {"created_at__gte": now - timedelta(hours=12)}
        fresh = Version.objects.filter(state="draft", proposals=None, created_by__is_active=True, **lately)
        version = fresh.order_by("-created_at", "pk").first()
        return version and {"actor": version.created_by_id, "agreement": version.agreement_id}

    def _may_acknowledge(self, now: datetime) -> Facts | None:
        version = self._version("signed", entered_at__isnull=False)
        if version is None:
            return None
        read = version.acknowledgements.values("member")
        reader = self._one(Member.objects.active().exclude(pk__in=read).order_by("pk"))
        question = self.random.choice(["", self._text()])
        return reader and {"actor": reader.pk, "agreement": version.agreement_id, "question": question}

    def _may_name_successor(self, now: datetime) -> Facts | None:
        vacant = Seat.objects.filter(member__is_active=False, version__state__in=["draft", "proposed", "signed"])
        seat = self._one(vacant.select_related("version").order_by("-version__created_at", "pk")[:AT_WORK])
        if seat is None:
            return None
        seated = Seat.objects.filter(version=seat.version).values("member")
        to = self._one(Member.objects.active().filter(side=seat.side).exclude(pk__in=seated).order_by("pk"))
        lead = {"sales": self.cast.mina, "marketing": self.cast.moritz}.get(seat.side, self.cast.ada)
        actor = self.random.choice([lead, self.cast.ada])
        return to and {"actor": actor.pk, "agreement": seat.version.agreement_id, "seat": seat.pk, "to": to.pk}

    def _may_suggest_change(self, now: datetime) -> Facts | None:
        version = self._version("signed", entered_at__isnull=False)
        facts = {"actor": self._one(self._people()).pk, "why": self._text(), "text": self._text()}
        return version and facts | {"agreement": version.agreement_id}

    def _suggested(self) -> Suggestion | None:
        return self._one(Suggestion.objects.open().select_related("version").order_by("pk"))

    def _answering(self, **facts: Any) -> Facts | None:
        made = self._suggested()
        named = made and {"actor": self._named(made.version).pk, "agreement": made.version.agreement_id}
        return named and named | {"suggestion": made.pk} | facts  # type: ignore[union-attr]

    def _may_take_suggestion(self, now: datetime) -> Facts | None:
        return self._answering(text=self._text())

    def _may_decline_suggestion(self, now: datetime) -> Facts | None:
        return self._answering(reason=self._text())

    def _may_withdraw_suggestion(self, now: datetime) -> Facts | None:
        made = self._suggested()
        return made and {"actor": made.by_id, "agreement": made.version.agreement_id, "suggestion": made.pk}

    # --- for who is away, or silent, and inside the leeway ------------------------------------------------

    def _may_name_proxy(self, now: datetime) -> Facts | None:
        version = self._version("proposed")
        holder = version and self._seated(version)
        if version is None or holder is None:
            return None
        if next_absence(holder, now) is None:
            people.set_absence(actor=holder, member=holder, until_on=(now + timedelta(days=3)).date(), now=now)
        seated = Seat.objects.filter(version__agreement=version.agreement).values("member")
        to = self._one(Member.objects.active().filter(side=holder.side).exclude(pk__in=seated).order_by("pk"))
        return to and {"actor": holder.pk, "agreement": version.agreement_id, "to": to.pk}

    def _named_proxy(self, **narrow: Any) -> Proxy | None:
        named = Proxy.objects.filter(ended_at=None, member__is_active=True, to__is_active=True, **narrow)
        return self._one(named.order_by("-named_at", "pk")[:AT_WORK])

    def _may_end_proxy(self, now: datetime) -> Facts | None:
        named = self._named_proxy()
        return named and {"actor": named.member_id, "agreement": named.agreement_id}

    def _may_sign_for(self, now: datetime) -> Facts | None:
        """By whom the holder named for these days, where the holder hasn't answered."""
        today, proposed = now.date(), Version.objects.filter(state="proposed")
        silent = Seat.objects.filter(version__in=proposed, signatures=None, objections=None)
        held = silent.filter(member=OuterRef("member"), version__agreement=OuterRef("agreement"))
        named = self._named_proxy(pk__in=Proxy.objects.filter(Exists(held), from_on__lte=today, until_on__gte=today))
        if named is None:
            return None
        version = proposed.get(agreement=named.agreement_id)
        facts = {"actor": named.to_id, "agreement": named.agreement_id, "digest": self._digest(version)}
        return facts | {"instead_of": named.member_id}

    def _may_reseat(self, now: datetime) -> Facts | None:
        asked = (
            Version.objects.filter(state="proposed").annotate(asked=Max("proposals__at")).filter(asked__lte=now - LONG)
        )
        silent = Seat.objects.filter(version__in=asked.values("pk"), member__is_active=True)
        silent = silent.filter(signatures=None, objections=None, side__in=["sales", "marketing"])
        seat = self._one(silent.select_related("version").order_by("-version__created_at", "pk")[:AT_WORK])
        if seat is None:
            return None
        seated = Seat.objects.filter(version=seat.version).values("member")
        to = self._one(Member.objects.active().filter(side=seat.side).exclude(pk__in=seated).order_by("pk"))
        facts = {"actor": self.cast.eva.pk, "agreement": seat.version.agreement_id, "seat": seat.pk}
        return to and facts | {"to": to.pk, "reason": self._text()}

    def _may_move_due(self, now: datetime) -> Facts:
        goal = self._one(Goal.objects.filter(agreed_version__isnull=False).order_by("pk"))
        return {"actor": goal.owner_id, "goal": goal.pk, "due_on": self.random.choice(INSIDE)}

    def _may_talk_about(self, now: datetime) -> Facts | None:
        move = self._one(Move.objects.filter(talk_at=None).select_related("version").order_by("-at", "pk")[:AT_WORK])
        signed = move and self.random.choice([self.cast.eva, self._seated(move.version) or self.cast.eva])
        return move and {"actor": signed.pk, "agreement": move.version.agreement_id, "move": move.pk}

    def _may_leave(self, now: datetime) -> Facts:
        kept = [one.pk for one in (self.cast.mina, self.cast.moritz, self.cast.eva, self.cast.ada)]
        leaver = self._one(Member.objects.active().exclude(pk__in=kept).order_by("pk"))
        return {"actor": self.cast.ada.pk, "member": leaver.pk}

    # --- what mostly must not succeed ---------------------------------------------------------------------

    def wild(self, act: str, now: datetime) -> Facts | None:
        """The same by anybody, about anything, without the words it needs."""
        facts = self.likely(act, now)
        if facts is None and act == "sign_for" and (facts := self._may_sign(now)):
            facts["instead_of"] = self._anybody().pk
        if facts is None:
            return None
        facts["actor"] = self._anybody().pk
        if "due_on" in facts and self.random.random() < 0.7:
            facts["due_on"] = self.random.choice(OUTSIDE)
        if "agreement" in facts and not {"suggestion", "seat", "move"} & {*facts}:
            facts["agreement"] = self._one(Agreement.objects.order_by("pk")).pk
        for name in ("why", "reason", "would_do", "note", "digest"):
            if name in facts and self.random.random() < 0.4:
                facts[name] = "" if name != "digest" else "0" * 64
        return facts
