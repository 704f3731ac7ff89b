from django.utils.translation import gettext_lazy as _

from apps.collateral.models.states import State
from apps.core import telling
from apps.trail import acts


def register() -> None:
    acts.name_fields(
        {
            "successor": _("Use instead"),
            "state": _("State"),
            "release_on": _("Released on"),
            "expires_on": _("Last day of use"),
            "verify_by": _("To be verified by"),
        }
    )
    acts.name_values({"state": dict(State.choices)})
    acts.register(
        {
            "asset.review_asked": _("asked {reviewer} to review version {number}"),
            "asset.review_handed_over": _("handed the review over to {to}"),
            "asset.taken_back": _("took it back from review"),
            "asset.changes_requested": _("asked for changes in version {number}: {note}"),
            "asset.approved": _("reviewed version {number}: it is good to go out"),
            "asset.reviewed_own": _("reviewed version {number}, their own, as there is no other marketer"),
            "asset.verified": _("verified version {number}: it is still right; that counts until {until}"),
            "asset.recalled": _("recalled it: {reason}"),
            "asset.archived_for": _("archived it; “{successor}” takes its place"),
            "asset.answered_by": _("archived it; “{successor}” is used instead: {note}"),
            "asset.successor_named": _("said what is used instead"),
        }
    )
    telling.register(
        telling.NoticeKind(
            "asset-owner",
            _("Collateral is given to me"),
            _("{actor} made you the owner of “{title}”{more}"),
            _("You answer for this collateral now."),
        ),
        telling.NoticeKind(
            "asset-review-asked",
            _("I am asked for a review"),
            _("{actor} asks you to review “{title}”"),
            _("You are to look at it before it goes out."),
        ),
        telling.NoticeKind(
            "asset-review",
            _("Collateral waits for my review"),
            _("“{title}” waits for your review"),
            _("You are to look at it before it goes out."),
        ),
        telling.NoticeKind(
            "asset-approved",
            _("Collateral of mine is reviewed"),
            _("{actor} reviewed “{title}”: it is out"),
            _("You made it, or answer for it."),
        ),
        telling.NoticeKind(
            "asset-changes-requested",
            _("Changes are asked for in collateral of mine"),
            _("{actor} asks for changes in “{title}”: {note}"),
            _("You made it, or answer for it."),
        ),
        telling.NoticeKind(
            "asset-changes",
            _("Changes that were asked for wait for me"),
            _("“{title}” waits for the changes that were asked for"),
            _("You put it up for review."),
        ),
        telling.NoticeKind(
            "asset-verify-soon",
            _("Collateral of mine is soon to be verified"),
            _("“{title}” is soon to be verified: is it still right?"),
            _("You answer for this collateral."),
        ),
        telling.NoticeKind(
            "asset-verify",
            _("Collateral of mine is unverified"),
            _("“{title}” is unverified: is it still right?"),
            _("You answer for this collateral."),
        ),
        telling.NoticeKind(
            "asset-expires",
            _("Collateral of mine expires soon"),
            _("“{title}” expires soon: what is used after that?"),
            _("You answer for this collateral."),
        ),
        telling.NoticeKind(
            "asset-recalled",
            _("Collateral I used is recalled"),
            _("{actor} recalled “{title}”: {reason:.} Please don't use it any more"),
            _("You rated it, got it for a request, or answer for it."),
            rhythm=telling.AT_ONCE,
        ),
    )
