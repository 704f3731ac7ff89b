"""What the rest of Accord knows of links for customers."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.collateral import commands
from apps.collateral.models import Share
from apps.core import telling, things
from apps.people.models import Member
from apps.trail import acts


def share_url(share: Share) -> str:
    return reverse("collateral:share", args=[share.pk])


def share_title(share: Share) -> str:
    return _("%(what)s, for %(recipient)s") % {"what": share.what.title, "recipient": share.recipient}


def _shares_of(member: Member) -> QuerySet[Share]:
    """What was revoked keeps the name of who shared it; after all else a customer may still ask."""
    return Share.objects.kept_up().filter(shared_by=member)


def _still_due(share: Share, kind: str, recipient: Any) -> bool:
    return kind != "share-ends" or (share.revoked_at is None and share.shared_by_id == recipient.pk)


def register() -> None:
    things.register(
        things.Thing(
            kind="share",
            label=gettext_lazy("Link for a customer"),
            model=Share,
            title=share_title,
            url=share_url,
            visible_to=lambda viewer: Share.objects.visible_to(viewer).select_related("asset", "collection"),
            involved=lambda share: [share.shared_by],
            owned_by=_shares_of,
            hand_over=commands.hand_over_shares,
            counted=lambda count: ngettext("%d link for a customer", "%d links for customers", count) % count,
            still_due=_still_due,
        )
    )
    acts.name_fields({"expires_on": gettext_lazy("Works until"), "shared_by": gettext_lazy("Shared by")})
    acts.register(
        {
            "asset.shared": gettext_lazy("shared it with a customer"),
            "share.made": gettext_lazy("made the link, until {until}"),
            "share.extended": gettext_lazy("let it work until {until}"),
            "share.revoked": gettext_lazy("revoked it"),
            "share.handed_over": gettext_lazy("handed it over to {to}"),
            "share.opened": gettext_lazy("noted that the customer opened it"),
            "share.asked_again": gettext_lazy("noted that it was asked for after its end"),
        }
    )
    telling.register(
        telling.NoticeKind(
            "share-opened",
            gettext_lazy("A customer opens what I shared"),
            gettext_lazy("{recipient} opened “{what}”"),
            gettext_lazy("You shared it with them, and hear of the first time. Its page counts them all."),
            rhythm=telling.AT_ONCE,
        ),
        telling.NoticeKind(
            "share-asked-again",
            gettext_lazy("A customer asks for what I shared, and the link is over"),
            gettext_lazy("{recipient} asks for “{what}”, and the link is over: {why}"),
            gettext_lazy("You shared it with them. Share it anew if they still need it."),
            rhythm=telling.AT_ONCE,
        ),
        telling.NoticeKind(
            "share-ends",
            gettext_lazy("A link I made for a customer ends soon"),
            gettext_lazy("The link to “{title}” ends soon"),
            gettext_lazy("You shared it. Let it work longer if they still need it."),
        ),
    )
