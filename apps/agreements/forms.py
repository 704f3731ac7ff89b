"""The shapes of what people type about agreements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.agreements.models import LEEWAY, Agreement, Kind, Seat, Version
from apps.core.choosing import RowField, RowsField, offer
from apps.people.editing import EditForm
from apps.people.forms.fields import DateInput, people_field, person_field
from apps.people.models import Member, Role, Side, Team


def _text(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, strip=True, **options
    )


def _sponsor() -> RowField:
    executives = Member.objects.active().with_role(Role.EXECUTIVE).order_by("name")
    return RowField(executives, label=_("Sponsor"), empty_label=_("Choose an executive"))


class DraftForm(forms.Form):
    title = forms.CharField(label=_("What is it about?"), max_length=200)
    text = _text(
        _("What do we agree?"), rows=12, required=False, help_text=_("Markdown. It can be written later, too.")
    )
    seats = people_field(
        _("Who must agree?"), help_text=_("At least one of sales and one of marketing; each agrees for their own side.")
    )
    sponsor = _sponsor()
    consulted = people_field(_("Who is asked for comment?"), help_text=_("They see the draft and don't block it."))
    audience = forms.MultipleChoiceField(
        label=_("Who is to read it once it counts?"),
        choices=Side.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With no side and no team it is for everybody."),
    )
    audience_teams = RowsField(Team.objects.order_by("side", "name"), label=_("Which teams besides?"), required=False)
    effective_on = forms.DateField(
        label=_("From when should it count?"),
        widget=DateInput(),
        required=False,
        help_text=_("None: from the last signature on."),
    )
    expires_on = forms.DateField(
        label=_("Until when should it count?"),
        widget=DateInput(),
        required=False,
        help_text=_("None: until it is amended."),
    )
    is_trial = forms.BooleanField(
        label=_("It is a trial"),
        required=False,
        help_text=_("Counts until that day and is gone then, unless both sides renew it."),
    )
    review_on = forms.DateField(label=_("When do we look at it again?"), widget=DateInput(), required=False)


class DraftChangesForm(EditForm, DraftForm):
    what_changed = _text(_("What changes, and why?"), required=False)
    leeway_days = forms.IntegerField(
        label=_("By how many working days may owners move their due dates alone?"),
        min_value=0,
        max_value=60,
        initial=0,
        help_text=_("0: not at all. Everybody who signs it agrees to that beforehand, and hears of each move."),
    )

    leeway_wording = forms.BooleanField(label=_("Owners may change the wording of their goals alone"), required=False)
    leeway_owner = forms.BooleanField(label=_("Owners may pass their goals on within their team alone"), required=False)

    field_order = ["title", "text", "what_changed"]

    def __init__(self, *args: Any, version: Version, **options: Any) -> None:
        super().__init__(*args, **options)
        if version.agreement.about is not None and not version.ends_it:
            del self.fields["text"]
        if version.agreement.kind != Kind.PLAN:
            for name in LEEWAY:
                del self.fields[name]
        if version.ends_it:
            del self.fields["expires_on"], self.fields["is_trial"]
        if version.number == 1:
            del self.fields["what_changed"]
        if version.proposals.exists() or version.number > 1:
            del self.fields["title"]

    @classmethod
    def values_of(cls, row: Agreement) -> dict[str, Any]:
        version = row.versions.filter(state__in=["draft", "proposed"]).first()
        return {
            "revision": row.revision,
            "title": row.title,
            "sponsor": row.sponsor_id,
            "consulted": list(row.consulted.values_list("pk", flat=True)),
            "audience": row.audience,
            "audience_teams": list(row.audience_teams.values_list("pk", flat=True)),
            "review_on": row.review_on,
            "text": version.text if version else "",
            "what_changed": version.what_changed if version else "",
            "effective_on": version.effective_on if version else None,
            "expires_on": version.expires_on if version else None,
            "is_trial": version.is_trial if version else False,
            "leeway_days": version.leeway_days if version else 0,
            "leeway_wording": version.leeway_wording if version else False,
            "leeway_owner": version.leeway_owner if version else False,
            "seats": list(version.seats.values_list("member", flat=True)) if version else [],
        }


class AnswerForm(forms.Form):
    """`digest` says what was read, `instead_of` for whom it is answered who is away."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    instead_of = RowField(Member.objects.active(), required=False, widget=forms.HiddenInput)


class SignForm(AnswerForm):
    words = forms.CharField(label=_("What can the other team count on from me?"), required=False, max_length=1000)


class ConcernForm(AnswerForm):
    concern = _text(_("What concerns you?"), help_text=_("You agree. It is printed with your signature."))
    words = forms.CharField(label=_("What can the other team count on from me?"), required=False, max_length=1000)


class ObjectionForm(AnswerForm):
    why = _text(_("Why do you object?"))
    would_do = _text(_("What would make it acceptable?"))


class WithdrawForm(forms.Form):
    reason = _text(_("Why is it withdrawn?"))


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("A question about it"), required=False, max_length=1000, help_text=_("Whoever agreed to it hears it.")
    )


class SuggestionForm(forms.Form):
    why = forms.CharField(label=_("What is it for?"), max_length=1000)
    text = _text(_("How it should read"), rows=12, help_text=_("All of it, with your change in it."))

    def __init__(self, *args: Any, version: Version, **options: Any) -> None:
        super().__init__(*args, **options)
        if version.agreement.about is not None:
            del self.fields["text"]
            self.fields["why"].label = _("What should be different, and why?")


class TakeForm(EditForm):
    text = _text(_("How it should read"), rows=12)

    @classmethod
    def values_of(cls, row: Agreement) -> dict[str, Any]:
        version = row.versions.filter(state="draft").first()
        return {"revision": row.revision, "text": version.text if version else ""}


class DeclineForm(forms.Form):
    reason = _text(_("Why not?"), help_text=_("Who suggested it reads this."))


class _SeatForm(forms.Form):
    """Somebody of the seat's side who has none themselves."""

    def __init__(self, *args: Any, seat: Seat, **options: Any) -> None:
        super().__init__(*args, **options)
        seated = Seat.objects.filter(version=seat.version_id).values("member")
        choices = Member.objects.active().filter(side=seat.side).exclude(pk__in=seated).order_by("name")
        offer(self, to=choices)


class SuccessorForm(_SeatForm):
    to = person_field(_("Who takes the seat over?"), required=True)


class ProxyForm(_SeatForm):
    to = person_field(_("Who answers for you?"), required=True)


class ReseatForm(_SeatForm):
    to = person_field(_("Who takes the seat?"), required=True)
    reason = _text(_("Why?"), help_text=_("It stays on the record; whoever held the seat reads it."))


class EndForm(forms.Form):
    reason = _text(_("Why should it end?"), help_text=_("It ends once every seat has agreed to that, as it began."))
    effective_on = forms.DateField(
        label=_("From when should it no longer count?"),
        widget=DateInput(),
        required=False,
        help_text=_("None: from the last signature on."),
    )


class ReviewForm(forms.Form):
    note = _text(_("How does it stand, and what became of the concerns?"))
    review_on = forms.DateField(
        label=_("When do we look at it again?"), widget=DateInput(), required=False, help_text=_("None: no more.")
    )


class DayForm(forms.Form):
    on = forms.DateField(label=_("On which day?"), widget=DateInput())
