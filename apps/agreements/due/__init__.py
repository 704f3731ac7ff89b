"""What of agreements falls due, and what waits for a member."""

from django.utils.translation import gettext_lazy as _

from apps.agreements.due.answers import answers_of, answers_within
from apps.agreements.due.readings import readings_of, readings_within
from apps.agreements.due.seats import silent_of, silent_within, vacant_of, vacant_within
from apps.agreements.due.suggestions import suggestions_of, suggestions_within
from apps.agreements.due.terms import HOURS_AHEAD, ends_of, ends_within, reviews_of, reviews_within
from apps.core import due
from apps.core.due import DueKind


def register() -> None:
    due.register(
        DueKind(
            "signature-asked",
            label=_("An agreement waits for an answer"),
            within=answers_within,
            waiting=answers_of,
            # At the time by which an answer is hoped for, then further and further apart.
            repeat_days=(2, 5, 10, 20),
            verb=_("Read and answer"),
        ),
        DueKind(
            "acknowledgement-asked",
            label=_("What was agreed is to be read"),
            within=readings_within,
            waiting=readings_of,
            repeat_days=(5, 15),
            verb=_("Read it"),
        ),
        DueKind(
            "suggestion-waits",
            label=_("A suggested change waits for an answer"),
            within=suggestions_within,
            waiting=suggestions_of,
            repeat_days=(5, 15),
            verb=_("Answer it"),
        ),
        DueKind(
            "seat-silent",
            label=_("A seat of an agreement has been silent for ten working days"),
            within=silent_within,
            waiting=silent_of,
            repeat_days=(5, 15),
            verb=_("Reseat or wait"),
        ),
        DueKind(
            "seat-vacant",
            label=_("A seat of an agreement is vacant"),
            within=vacant_within,
            waiting=vacant_of,
            repeat_days=(5, 15),
            verb=_("Name a successor"),
        ),
        DueKind(
            "agreement-ends",
            label=_("An agreement ends soon"),
            within=ends_within,
            waiting=ends_of,
            lead_hours=HOURS_AHEAD,
            repeat_days=(5,),
            verb=_("Renew it"),
        ),
        DueKind(
            "review-due",
            label=_("An agreement is to be looked at again"),
            within=reviews_within,
            waiting=reviews_of,
            repeat_days=(5, 15),
            verb=_("Look at it"),
        ),
    )
