"""The definition: worked on as a tree, signed as an agreement. Only what was signed ever judges a lead."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from apps.agreements import commands as agreements
from apps.agreements import policy as agreements_policy
from apps.agreements.commands import ground
from apps.agreements.models import Kind, Version
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.leads import policy, queries
from apps.leads.commands.ground import Known, wake_workers
from apps.leads.criteria import BadTree, as_data, parse, words_of
from apps.leads.models import Definition, DefinitionVersion
from apps.people import queries as people
from apps.people.models import Member, Team
from apps.trail import commands as trail

# A quarter shows whether the leads it lets through are worth a call.
TRIAL_DAYS = 90


class DefinitionChanges(TypedDict, total=False):
    tree: Any
    text: str
    team: Team


class BadDefinition(Refused):
    """A tree that can't be judged; the text names each place and what is wrong there."""


@transaction.atomic
def start_definition(
    *,
    actor: Member,
    title: str,
    team: Team,
    tree: Any,
    seats: Sequence[Member],
    sponsor: Member,
    now: datetime,
    text: str = "",
    review_on: date | None = None,
    trial_days: int = TRIAL_DAYS,
) -> Definition:
    """Begin the definition of sales-ready leads, as the draft of an agreement with these seats.

    Args:
        trial_days: how long it counts, unless it is renewed: nobody gets it right the first time. 0 means for good.
    """
    require(policy.may_start_definition(actor))
    if Definition.objects.exists():
        raise Known(_("There is a definition of sales-ready leads already. Amend that one."))
    definition = Definition(title=title, team=team, tree=_checked(tree), text=text, created_by=actor, created_at=now)
    definition.agreement = agreements.start_agreement(
        actor=actor,
        kind=Kind.DEFINITION,
        title=title,
        seats=seats,
        sponsor=sponsor,
        review_on=review_on,
        about=definition,
        is_trial=trial_days > 0,
        expires_on=people.working_time().today(now) + timedelta(days=trial_days) if trial_days else None,
        now=now,
    )
    definition.save(force_insert=True)
    trail.record(actor=actor, act="definition.started", about=definition, now=now)
    return definition


@transaction.atomic
def write_definition(
    *,
    actor: Member,
    definition: Definition,
    now: datetime,
    revision: int | None = None,
    **changes: Unpack[DefinitionChanges],
) -> Definition:
    """Work on the draft. Where none is open, because the last was signed, this opens the amendment that it needs."""
    # The agreement first, as everywhere: a proposal freezes the tree under the same lock.
    agreement = ground.hold(definition.agreement)
    definition = locked(definition, revision=revision)
    if ground.open_version(agreement) is None:
        # Whoever may amend may say with what.
        agreements.amend(actor=actor, agreement=agreement, now=now)
        agreement.refresh_from_db()
    else:
        require(agreements_policy.may_edit(actor, agreement))
        ground.draft_of(agreement)
    if "tree" in changes:
        changes["tree"] = _checked(changes["tree"])
    changed = change(definition, changes)
    if changed:
        trail.record(actor=actor, act="definition.written", about=definition, now=now)
        ground.tell_all(agreement, "agreement-edited", actor, now)
    return definition


def _checked(tree: Any) -> Any:
    """The tree as it is kept.

    Raises:
        BadDefinition: with every fault and its place.
    """
    try:
        return as_data(parse(tree, queries.facts()))
    except BadTree as fault:
        raise BadDefinition("\n".join(map(str, fault.faults))) from fault


def compose(version: Version, now: datetime) -> dict[str, Any]:
    """What the agreement says: the tree with the facts it speaks of, and both as a text people can sign."""
    definition = Definition.objects.select_related("team").get(agreement=version.agreement)
    facts = queries.facts()
    tree = parse(definition.tree, facts)
    used = {name: _frozen(facts[name]) for name in sorted(_names_in(definition.tree))}
    return {
        "text": _text(definition, words_of(tree)),
        "tree": definition.tree,
        "facts": used,
        "team": {"id": str(definition.team_id), "name": definition.team.name},
    }


def _text(definition: Definition, words: str) -> str:
    opening = _("A lead is sales-ready when %(words)s") % {"words": words}
    taken = _("Qualifiers of the team %(team)s take the leads.") % {"team": definition.team}
    unknown = _("Where a fact is missing, nobody can tell, and the lead isn't sales-ready until it is known.")
    return "\n\n".join(part for part in (opening, unknown, definition.text.strip(), taken) if part)


def _frozen(fact: Any) -> dict[str, Any]:
    return {
        "name": fact.name,
        "label": fact.label,
        "kind": str(fact.kind),
        "choices": list(fact.choices),
        "known_at_hand_off": fact.known_at_hand_off,
    }


def _names_in(node: Any) -> set[str]:
    if "attribute" in node:
        return {node["attribute"]}
    return set().union(*(_names_in(item) for item in node["items"]))


@transaction.atomic
def enter_force(*, version: Version, now: datetime) -> DefinitionVersion:
    """What was signed judges from now on: every lead is judged anew, chunk by chunk, by the worker."""
    definition = Definition.objects.select_for_update(of=("self",)).get(agreement=version.agreement)
    assert version.effective_from is not None
    last = definition.versions.aggregate(last=Max("number"))["last"] or 0
    made = DefinitionVersion.objects.create(
        definition=definition,
        number=last + 1,
        version=version,
        tree=version.content["tree"],
        facts=version.content["facts"],
        counts_from=version.effective_from,
    )
    wake_workers()
    return made


def drop(version: Version) -> None:
    """The definition reads as it counts, or counted last; one that was never more than this draft goes with it."""
    definition = Definition.objects.select_for_update(of=("self",)).get(agreement=version.agreement_id)
    if version.number == 1:
        definition.delete()
        return
    counted = definition.versions.select_related("version").latest("number").version.content
    definition.tree, definition.team_id = counted["tree"], UUID(counted["team"]["id"])
    definition.text = _own_words(counted["text"])
    definition.save(update_fields=["tree", "team", "text"])


def _own_words(text: str) -> str:
    """What people wrote themselves: it stands between what `_text` says before and after it."""
    _opening, _criteria, _unknown, *own, _taken = text.split("\n\n")
    return "\n\n".join(own)
