"""The shapes of what is said of a collection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.collateral.commands.collections import Direction
from apps.collateral.models import Asset, Collection
from apps.core.choosing import RowField
from apps.people.editing import EditForm
from apps.people.models import Member


class NewCollectionForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("The words people look for."))
    use_when = forms.CharField(
        label=_("Use when"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The situation, as a salesperson would say it."),
    )


class CollectionForm(EditForm, NewCollectionForm):
    owner: Any = RowField(queryset=None, label=_("Owner"), empty_label=None)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        owner: Any = self.fields["owner"]
        owner.queryset = Member.objects.active().order_by("name", "pk")


class ItemForm(forms.Form):
    use_when = forms.CharField(
        label=_("Use when"), max_length=300, required=False, help_text=_("Only if it isn't plain from the title.")
    )


class CollectForm(ItemForm):
    """What is put into a collection: published, and not in it yet."""

    field_order = ("asset", "use_when")
    asset: Any = RowField(queryset=None, label=_("Collateral"), empty_label=_("choose"))

    def __init__(self, *args: Any, viewer: Member, collection: Collection, **options: Any) -> None:
        super().__init__(*args, **options)
        asset: Any = self.fields["asset"]
        rows = Asset.objects.visible_to(viewer).filter(state=Asset.State.PUBLISHED)
        asset.queryset = rows.exclude(collected__collection=collection).order_by("title", "pk")


class CollectedInForm(ItemForm):
    """The same, the other way round."""

    field_order = ("collection", "use_when")
    collection: Any = RowField(queryset=None, label=_("Collection"), empty_label=_("choose"))

    def __init__(self, *args: Any, viewer: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        collection: Any = self.fields["collection"]
        collection.queryset = Collection.objects.visible_to(viewer).in_use().order_by("title", "pk")


class MoveForm(forms.Form):
    direction = forms.ChoiceField(choices=Direction.choices)
