"""Ten people who do at random what one can do with agreements: mostly what may succeed, often what must not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Exists, OuterRef, Q

from apps.agreements.models import Agreement, Objection, Proposal, Seat, Signature, Suggestion, Version
from apps.people.models import Member, Role, Side
from tests.cast import Cast, make_member

WORDS = ["answer", "call", "write", "visit", "send", "ask", "meet", "list", "quote", "price"]
# So many agreements are in people's hands at a time.
AT_WORK = 5
Facts = dict[str, Any]


class Crowd:
    """Who is there, and what each might do next."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.random, self.cast, self.joined = Random(seed), cast, 0
        cast.company.sales_lead, cast.company.marketing_lead = cast.mina, cast.moritz
        cast.company.save()
        self.join(Side.SALES)

    def join(self, side: Side) -> None:
        """Somebody new for whoever left, so that there are always ten."""
        self.joined += 1
        sells = side == Side.SALES
        team = self.cast.field_sales if sells else self.cast.content
        make_member(f"Newcomer{self.joined}", side, Role.SALESPERSON if sells else Role.MARKETER, team=team)

    def replace(self, leaver: Any) -> None:
        self.join(Member.objects.get(pk=leaver).side)

    # --- choosing -----------------------------------------------------------------------------------------

    def _one(self, rows: Any) -> Any:
        found = list(rows)
        return self.random.choice(found) if found else None

    def _people(self, **narrow: Any) -> list[Member]:
        return list(Member.objects.active().filter(**narrow).order_by("pk"))

    def _anybody(self) -> Member:
        """Leavers, outsiders and the system's own account among them."""
        return self._one(Member.objects.order_by("pk"))

    def _version(self, *states: str, **narrow: Any) -> Version | None:
        return self._lately(Version.objects.filter(state__in=states, **narrow).select_related("agreement"))

    def _lately(self, versions: Any) -> Version | None:
        """One of the newest without a vacant seat: what is begun is worked on, instead of being left half done."""
        filled = versions.exclude(seats__member__is_active=False)
        return self._one(filled.order_by("-created_at", "pk")[:AT_WORK])

    def _seated(self, version: Version) -> Member | None:
        return self._one(self._people(seats__version=version))

    def _text(self) -> str:
        return " ".join(self.random.choices(WORDS, k=6)).capitalize() + "."

    def _named(self, version: Version) -> Member:
        return self._seated(version) or self.cast.ada

    def _digest(self, version: Version) -> str:
        return str(Proposal.objects.filter(version=version).latest("number").digest)

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
        """The newest, which nobody else has touched yet."""
        fresh = Version.objects.filter(state="draft", proposals=None, created_by__is_active=True)
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

    def _may_leave(self, now: datetime) -> Facts:
        kept = [one.pk for one in (self.cast.mina, self.cast.moritz, self.cast.eva, self.cast.ada)]
        leaver = self._one(Member.objects.active().exclude(pk__in=kept).order_by("pk"))
        return {"actor": self.cast.ada.pk, "member": leaver.pk}

    # --- what mostly must not succeed ---------------------------------------------------------------------

    def wild(self, act: str, now: datetime) -> Facts | None:
        """The same by anybody, about anything, without the words it needs."""
        facts = self.likely(act, now)
        if facts is None:
            return None
        facts["actor"] = self._anybody().pk
        if "agreement" in facts and "suggestion" not in facts and "seat" not in facts:
            facts["agreement"] = self._one(Agreement.objects.order_by("pk")).pk
        for name in ("why", "reason", "would_do", "note", "digest"):
            if name in facts and self.random.random() < 0.4:
                facts[name] = "" if name != "digest" else "0" * 64
        return facts
