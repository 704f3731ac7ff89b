"""Words that mean the same when somebody searches."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import said
from apps.collateral.models import Synonym
from apps.collateral.words import parse
from apps.core import undo
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people.models import Member
from apps.trail import commands as trail


class NoWord(Refused):
    """There must be something in it that can be looked for."""


class SaidAlready(Refused):
    """The same two words need saying only once."""


@transaction.atomic
def add_synonym(*, actor: Member, term: str, means: str, now: datetime, both_ways: bool = True) -> Synonym:
    """Whoever searches for `term` also finds `means`, from the next search on."""
    require(policy.may_keep_synonyms(actor))
    term = said(term, _("Say the word that people type."))
    means = said(means, _("Say the word that it means."))
    for word in (term, means):
        if not parse(f'"{word}"').terms:
            raise NoWord(_("“%(word)s” has no letter or digit in it.") % {"word": word})
    if term.lower() == means.lower():
        raise NoWord(_("These are the same word."))
    if Synonym.objects.select_for_update().filter(term__iexact=term, means__iexact=means).exists():
        raise SaidAlready(_("“%(term)s” finds “%(means)s” already.") % {"term": term, "means": means})
    synonym = Synonym.objects.create(term=term, means=means, both_ways=both_ways)
    trail.record(actor=actor, act="synonym.added", about=synonym, now=now)
    return synonym


@transaction.atomic
def remove_synonym(*, actor: Member, synonym: Synonym, now: datetime) -> tuple[None, undo.Undo]:
    """From the next search on each word finds itself alone."""
    require(policy.may_keep_synonyms(actor))
    synonym = locked(synonym)
    trail.record(actor=actor, act="synonym.removed", about=synonym, now=now)
    payload = {"term": synonym.term, "means": synonym.means, "both_ways": synonym.both_ways}
    synonym.delete()
    label = _("“%(synonym)s” no longer counts.") % {"synonym": synonym}
    return None, undo.offer(name="synonym.remove", label=label, actor=actor, payload=payload)


def undo_remove_synonym(*, actor: Member, now: datetime, term: str, means: str, both_ways: bool) -> None:
    add_synonym(actor=actor, term=term, means=means, both_ways=both_ways, now=now)
