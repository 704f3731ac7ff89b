"""What the rest of Accord knows of collateral and requests."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.collateral import commands, policy, queries, request_words
from apps.collateral.models import Asset, AssetVersion, Audience, Feedback, LinkState, Request, Scan
from apps.collateral.things import (
    batches,
    collections,
    field_content,
    field_notes,
    finding,
    inputs,
    life,
    life_words,
    quality,
    shares,
    uses,
    weeks,
)
from apps.core import navigation, telling, things, undo
from apps.core.finding import fitting
from apps.people.models import Member
from apps.trail import acts


def register() -> None:
    """Called once, when the portal starts."""
    _register_things()
    _register_words()
    _register_notices()
    request_words.register()
    shares.register()
    batches.register()
    uses.register()
    finding.register()
    field_notes.register()
    field_content.register()
    inputs.register()
    life.register()
    life_words.register()
    collections.register()
    quality.register()
    weeks.register()
    undo.register("asset-moved", commands.undo_move)
    undo.register("assets-changed", commands.undo_changing)
    navigation.register(
        navigation.Entry(30, _("Collateral"), "collateral:library", icon="collateral", key="c"),
        navigation.Entry(31, _("Requests"), "collateral:requests", icon="request", key="r"),
    )
    navigation.register_new(
        navigation.Entry(30, _("Collateral from files"), "collateral:upload", shown_to=policy.may_create_asset),
        navigation.Entry(31, _("Request to the other side"), "collateral:ask", shown_to=policy.may_ask),
    )


def asset_url(asset: Asset) -> str:
    return reverse("collateral:asset", args=[asset.pk])


def request_url(request: Request) -> str:
    return reverse("collateral:request", args=[request.pk])


def _assets_of(member: Member) -> QuerySet[Asset]:
    return Asset.objects.filter(owner=member)


def _requests_of(member: Member) -> QuerySet[Request]:
    """What was promised and isn't over; what was confirmed or declined keeps the name of who did it."""
    return Request.objects.open().filter(owner=member)


def _find_assets(viewer: Member, words: str) -> QuerySet[Asset]:
    """By title, summary, file name, or what stands on any page in use; the archive has a search of its own."""
    rows = queries.library(viewer=viewer).in_lists()
    return queries.found(rows, words).order_by(F("fit").desc(), "title", "pk")


def _find_requests(viewer: Member, words: str) -> QuerySet[Request]:
    return fitting(Request.objects.visible_to(viewer).select_related("owner"), words, *Request.WORDS)


def _asset_still_due(asset: Asset, kind: str, recipient: Any) -> bool:
    version = asset.current
    if kind == "asset-owner":
        return bool(asset.owner_id == recipient.pk)
    if version is None:
        return True
    if kind in ("asset-verify", "asset-verify-soon", "asset-expires"):
        return asset.state == Asset.State.PUBLISHED and asset.owner_id == recipient.pk
    if kind == "asset-not-scanned":
        return version.scan == Scan.PENDING
    if kind == "asset-link-broken":
        return version.link_state in LinkState.broken()
    return kind != "asset-unreadable" or version.reading == "unreadable"


def _request_still_due(request: Request, kind: str, recipient: Any) -> bool:
    """A reminder is worth a mail only while somebody waits for its reader."""
    state = Request.State
    if kind in ("request-waiting", "request-new"):
        return request.state == state.NEW
    if kind == "request-deliver":
        return request.state in Request.PROMISED and request.owner_id == recipient.pk
    if kind == "request-confirm":
        return request.state == state.DELIVERED
    return True


def _feedback_still_due(feedback: Feedback, kind: str, recipient: Any) -> bool:
    if kind == "feedback-to-answer":
        waits = Feedback.objects.unanswered().filter(pk=feedback.pk, version__asset__owner=recipient)
        return waits.exists()
    if kind in ("feedback-fixed", "feedback-to-confirm"):
        return feedback.fixes.filter(outcome="open").exists()
    if kind in ("feedback-answered", "feedback-reopened"):
        return True
    # It names who rated, so it is for whoever owns it now.
    return feedback.replaced_at is None and feedback.version.asset.owner_id == recipient.pk


def _register_things() -> None:
    things.register(
        things.Thing(
            kind="asset",
            label=_("Collateral"),
            model=Asset,
            title=lambda asset: asset.title,
            url=asset_url,
            visible_to=Asset.objects.visible_to,
            involved=lambda asset: [asset.owner, asset.created_by],
            owned_by=_assets_of,
            hand_over=commands.hand_over_assets,
            counted=lambda count: ngettext("%d piece of collateral", "%d pieces of collateral", count) % count,
            still_due=_asset_still_due,
            many=_("Collateral"),
            find=_find_assets,
        )
    )
    things.register(
        things.Thing(
            kind="asset-version",
            label=_("Version of collateral"),
            model=AssetVersion,
            title=lambda version: version.original_name,
            url=lambda version: reverse("collateral:asset", args=[version.asset_id]) + "#versions",
            visible_to=AssetVersion.objects.visible_to,
            talked_about_at=lambda version: version.asset,
        )
    )
    things.register(
        things.Thing(
            kind="feedback",
            label=_("Feedback"),
            model=Feedback,
            title=lambda feedback: feedback.version.asset.title,
            url=lambda feedback: asset_url(feedback.version.asset) + "#feedback",
            visible_to=lambda viewer: Feedback.objects.visible_to(viewer).select_related("version__asset"),
            still_due=_feedback_still_due,
            talked_about_at=lambda feedback: feedback.version.asset,
        )
    )
    things.register(
        things.Thing(
            kind="request",
            label=_("Request"),
            model=Request,
            title=lambda request: request.title,
            url=request_url,
            visible_to=Request.objects.visible_to,
            involved=lambda request: [request.asked_by, *([request.owner] if request.owner else [])],
            owned_by=_requests_of,
            hand_over=commands.hand_over_requests,
            counted=lambda count: ngettext("%d request", "%d requests", count) % count,
            still_due=_request_still_due,
            many=_("Requests"),
            find=_find_requests,
        )
    )


def _register_words() -> None:
    acts.name_fields(
        {
            "title": _("Title"),
            "summary": _("Summary"),
            "kind": _("Kind"),
            "audience": _("For"),
        }
    )
    acts.name_values({"audience": dict(Audience.choices)})
    acts.register(
        {
            "asset.created": _("uploaded “{file}”"),
            "asset.replaced": _("put up version {number}: “{file}”"),
            "asset.infected": _("found {found} in version {number}: nobody gets it"),
            "asset.draw_again": _("had the preview of version {number} drawn again"),
            "asset.link_asked": _("had the link looked at"),
            "asset.link_broken": _("found that the link of version {number} leads nowhere"),
            "asset.link_works": _("found that the link of version {number} works again"),
            "asset.rolled_back": _("brought version {of} back as version {number}"),
            "asset.edited": _("edited it"),
            "asset.change_undone": _("took back the change of many at once"),
            "asset.published": _("published it"),
            "asset.unpublished": _("made it a draft again"),
            "asset.archived": _("archived it"),
            "asset.restored": _("brought it back from the archive"),
            "asset.handed_over": _("handed it over to {to}"),
            "asset.text_read": _("read version {number}: {pages} pages"),
            "asset.unreadable": _("couldn't read version {number}"),
            "asset.read_again": _("had version {number} read again"),
            "asset.rated": _("rated version {number} with {rating} of 5"),
            "asset.feedback_answered": _("answered what somebody said of version {number}"),
            "asset.feedback_fixed": _("said that version {number} fixes what was said ({count})"),
            "asset.fix_reopened": _("said that it isn't fixed"),
        }
    )

    # Who judges it, its owner alone knows.
    acts.keep_unnamed("asset.rated", "asset.fix_reopened")


def _register_notices() -> None:
    telling.register(
        telling.NoticeKind(
            "asset-rated",
            _("Something of mine is rated"),
            _("{actor} rated “{title}” {rating} of 5"),
            _("You answer for this collateral."),
        ),
        telling.NoticeKind(
            "feedback-confirmed",
            _("What I fixed is confirmed"),
            _("{actor} confirms that “{title}” is fixed: {rating} of 5"),
            _("You answer for this collateral."),
        ),
        telling.NoticeKind(
            "feedback-reopened",
            _("What I fixed isn't fixed"),
            _("{actor} says that “{title}” isn't fixed: {missing}"),
            _("You answer for this collateral."),
        ),
        telling.NoticeKind(
            "feedback-answered",
            _("What I said of collateral is answered"),
            _("{actor} answers what you said of “{title}”: {text}"),
            _("You rated this collateral."),
        ),
        telling.NoticeKind(
            "feedback-fixed",
            _("What I said of collateral is fixed"),
            _("Version {number} of “{title}” fixes what you said: would you use it now?"),
            _("You rated an earlier version of this collateral."),
        ),
        telling.NoticeKind(
            "feedback-to-confirm",
            _("A fix waits for my word"),
            _("“{title}” is fixed as you said: would you use it now?"),
            _("You rated an earlier version of this collateral: rate the new one, or say what is missing."),
        ),
        telling.NoticeKind(
            "feedback-to-answer",
            _("A low rating of mine waits for an answer"),
            _("A low rating of “{title}” waits for your answer"),
            _("You answer for this collateral: answer what was said, or put up a version that fixes it."),
        ),
        telling.NoticeKind(
            "asset-infected",
            _("A virus is found in a file"),
            _("A virus is found in “{file}”: nobody gets it any more"),
            _("You answer for this collateral, uploaded the file, or look after Accord."),
        ),
        telling.NoticeKind(
            "asset-not-scanned",
            _("A file can't be checked for viruses"),
            _("“{file}” can't be checked for viruses: does the scanner run, and does it take files that large?"),
            _("You look after Accord."),
        ),
        telling.NoticeKind(
            "asset-link-broken",
            _("A link of mine leads nowhere any more"),
            _("The link of “{title}” leads nowhere any more"),
            _("You answer for this collateral."),
        ),
        telling.NoticeKind(
            "asset-unreadable",
            _("A file I uploaded can't be read"),
            _("“{file}” can't be read: “{title}” says what is wrong and how to mend it"),
            _("You uploaded this file."),
        ),
    )
