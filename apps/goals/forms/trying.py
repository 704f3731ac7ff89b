from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer
from apps.goals.forms.ground import Owned, day_field, text_field
from apps.goals.models import SmallStep
from apps.people.editing import EditForm
from apps.people.models import Member, Team

# Long enough to see something, short enough to remember why.
USUAL = timedelta(weeks=3)


def teams_that_try(actor: Member) -> QuerySet[Team]:
    if actor.is_admin:
        return Team.objects.order_by("name", "pk")
    return Team.objects.filter(Q(lead=actor) | Q(pk=actor.team_id)).order_by("name", "pk")


class _SmallStep(Owned):
    practice = forms.CharField(
        label=_("What do we try?"), max_length=200, help_text=_("One practice: small enough to begin tomorrow.")
    )
    sign = text_field(_("How will we know that it helps?"), rows=2)
    until_on = day_field(_("Until when?"), help_text=_("At most six weeks; on that day it comes up again."))


class SmallStepForm(_SmallStep):
    team = RowField(label=_("Who tries it?"), queryset=Team.objects.none(), required=False, empty_label=_("Both sides"))

    field_order = ["practice", "sign", "team", "owner", "until_on"]

    def __init__(self, *args: Any, actor: Member, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        offer(self, team=teams_that_try(actor))


class SmallStepChangesForm(EditForm, _SmallStep):
    field_order = ["practice", "sign", "owner", "until_on"]


class EndSmallStepForm(forms.Form):
    learned = text_field(_("What did we learn?"))
    outcome = forms.ChoiceField(
        label=_("And now?"),
        choices=[
            (SmallStep.State.KEPT.value, _("Keep it: from now on we do it so")),
            (SmallStep.State.CHANGED.value, _("Change it: try it once more, differently")),
            (SmallStep.State.DROPPED.value, _("Drop it")),
        ],
        widget=forms.RadioSelect,
    )
