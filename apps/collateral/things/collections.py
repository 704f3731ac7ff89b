"""What the rest of Accord knows of collections."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from apps.collateral import commands, policy
from apps.collateral.models import Collection
from apps.core import navigation, things, undo
from apps.core.finding import fitting
from apps.people.models import Member
from apps.trail import acts


def collection_url(collection: Collection) -> str:
    return reverse("collateral:collection", args=[collection.pk])


def _of(member: Member) -> QuerySet[Collection]:
    return Collection.objects.filter(owner=member)


def _find(viewer: Member, words: str) -> QuerySet[Collection]:
    """What is archived stays in the archive."""
    return fitting(Collection.objects.visible_to(viewer).in_use(), words, "title", "use_when")


def register() -> None:
    things.register(
        things.Thing(
            kind="collection",
            label=gettext_lazy("Collection"),
            model=Collection,
            title=lambda collection: collection.title,
            url=collection_url,
            visible_to=Collection.objects.visible_to,
            involved=lambda collection: [collection.owner, collection.created_by],
            owned_by=_of,
            hand_over=commands.hand_over_collections,
            counted=lambda count: ngettext("%d collection", "%d collections", count) % count,
            many=gettext_lazy("Collections"),
            find=_find,
        )
    )
    undo.register("collection-item-removed", commands.undo_remove_item)
    undo.register("collection-archived", commands.undo_archive_collection)
    navigation.register_new(
        navigation.Entry(
            32, gettext_lazy("Collection"), "collateral:new_collection", shown_to=policy.may_begin_collection
        )
    )
    acts.name_fields({"use_when": gettext_lazy("Use when")})
    acts.register(
        {
            "collection.begun": gettext_lazy("began it"),
            "collection.edited": gettext_lazy("edited it"),
            "collection.added": gettext_lazy("put in “{asset}”"),
            "collection.item_edited": gettext_lazy("said anew when to use “{asset}”"),
            "collection.moved": gettext_lazy("moved “{asset}”"),
            "collection.removed": gettext_lazy("took out “{asset}”"),
            "collection.archived": gettext_lazy("archived it"),
            "collection.restored": gettext_lazy("brought it back from the archive"),
            "collection.shared": gettext_lazy("shared it with a customer"),
            "collection.handed_over": gettext_lazy("handed it over to {to}"),
        }
    )
