"""The shape of what people send here."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core import telling
from apps.core.narrowing import Filters
from apps.notices.models import FOLD, Comment, Delivery, Follow, Notice, Preference, ReceivedMail, Rhythm
from apps.people.editing import EditForm
from apps.people.models import Member


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Write @ and a name to tell somebody at once. Markdown works."),
        error_messages={"required": _("Write what you want to say first.")},
    )


class EditCommentForm(EditForm, CommentForm):
    """The same words, based on the revision that was read."""

    field_order = ("text",)


# Short enough to stand side by side on a phone.
RHYTHMS = [(Rhythm.AT_ONCE, _("At once")), (Rhythm.DAILY, _("Daily")), (Rhythm.NEVER, _("No mail"))]


class RhythmsForm(forms.Form):
    """One choice for each kind of notice; the form is made for what there is."""

    def __init__(self, *args: Any, rhythms: list[tuple[telling.NoticeKind, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, rhythm in rhythms:
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label, choices=RHYTHMS, initial=rhythm, widget=forms.RadioSelect
            )


class InboxFilters(Filters):
    unread = django_filters.BooleanFilter(
        method="only_unread", label=_("Only what I haven't read"), widget=forms.CheckboxInput
    )
    kind = django_filters.ChoiceFilter(
        method="of_kind",
        label=_("What"),
        choices=lambda: [(kind.name, kind.label) for kind in telling.notice_kinds()],
        empty_label=_("Everything"),
    )

    class Meta:
        model = Notice
        fields: list[str] = []

    def only_unread(self, rows: QuerySet[Notice], name: str, value: bool) -> QuerySet[Notice]:
        return rows.filter(read_at__isnull=True) if value else rows

    def of_kind(self, rows: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        """Also where it is folded under something newer of another kind."""
        within = Notice.objects.filter(kind=value, **{part: OuterRef(part) for part in FOLD})
        return rows.filter(Q(kind=value) | Exists(within))


class DeliveryFilters(Filters):
    to = django_filters.CharFilter(method="sent_to", label=_("To"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=Delivery.State.choices, empty_label=_("Every state"))

    class Meta:
        model = Delivery
        fields: list[str] = []

    def sent_to(self, rows: QuerySet[Delivery], name: str, value: str) -> QuerySet[Delivery]:
        return rows.filter(Q(to_address__icontains=value) | Q(recipient__name__icontains=value))


class ReceivedMailFilters(Filters):
    sender = django_filters.CharFilter(field_name="from_address", lookup_expr="icontains", label=_("From"))
    state = django_filters.ChoiceFilter(
        label=_("What became of it"), choices=ReceivedMail.State.choices, empty_label=_("Anything")
    )
    why = django_filters.ChoiceFilter(label=_("Why"), choices=ReceivedMail.Why.choices, empty_label=_("Every reason"))

    class Meta:
        model = ReceivedMail
        fields: list[str] = []


class CommentFilters(Filters):
    about_kind = django_filters.CharFilter(label=_("Kind of thing"))
    about_id = django_filters.UUIDFilter(label=_("Thing"))
    author = django_filters.ModelChoiceFilter(queryset=Member.objects.all(), label=_("Author"))

    class Meta:
        model = Comment
        fields: list[str] = []


class FollowFilters(Filters):
    about_kind = django_filters.CharFilter(label=_("Kind of thing"))
    about_id = django_filters.UUIDFilter(label=_("Thing"))

    class Meta:
        model = Follow
        fields: list[str] = []


class PreferenceFilters(Filters):
    kind = django_filters.CharFilter(label=_("Kind of notice"))

    class Meta:
        model = Preference
        fields: list[str] = []
