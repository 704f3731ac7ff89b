"""What members say of collateral: rating it, answering, fixing, reopening; and the list of all of it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.collateral import commands, queries
from apps.collateral.filters import FeedbackFilters
from apps.collateral.forms import AnswerForm, FeedbackForm, FixForm, MissingForm
from apps.collateral.models import AssetVersion, Feedback
from apps.collateral.things import asset_url
from apps.collateral.views.assets import PAGE, asset_context, found
from apps.collateral.views.ground import refused
from apps.core.answer import answer, say
from apps.core.errors import Refused
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import Column, Empty, listing

FRAGMENT = "collateral/_feedback.html"
COLUMNS = [
    Column("asset", gettext_lazy("Collateral"), lambda row: row.version.asset.title),
    Column("version", gettext_lazy("Version"), lambda row: row.version.number),
    Column("rating", gettext_lazy("Lowest"), lambda row: row.rating),
    Column("reason", gettext_lazy("Why"), lambda row: row.get_reason_display()),
    Column("what_would_help", gettext_lazy("What would help"), lambda row: row.what_would_help),
    Column("text", gettext_lazy("Anything else"), lambda row: row.text),
    # Who said it stands where the reader may know: in what is theirs.
    Column("author", gettext_lazy("Said by"), lambda row: row.named_author),
    Column("given", gettext_lazy("Newest"), lambda row: row.given_at),
    Column("replaced", gettext_lazy("Said anew"), lambda row: row.replaced_at),
    Column("answers", gettext_lazy("Answers"), lambda row: "\n".join(one.text for one in row.answers.all())),
    Column("fixed", gettext_lazy("Fixed in version"), lambda row: row.last_fix and row.last_fix.version.number),
    Column("outcome", gettext_lazy("The fix is"), lambda row: row.last_fix and row.last_fix.get_outcome_display()),
    Column("link", gettext_lazy("Link"), lambda row: f"{asset_url(row.version.asset)}#feedback"),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"-given": "-given_at", "rating": ("rating", "-given_at")}


@signed_in
@require_safe
def feedback(request: MemberRequest) -> HttpResponseBase:
    """All that is said of collateral; who said it is told in what is one's own."""
    return listing(
        request,
        page="collateral:feedback",
        rows=queries.feedback(viewer=request.user),
        filters=FeedbackFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-given",
        template="collateral/feedback.html",
        rows_template="collateral/_feedback_rows.html",
        empty=Empty(_("Nobody has rated anything yet."), reverse("collateral:library"), _("Find something to rate")),
    )


@signed_in
@require_POST
def rate(request: MemberRequest, pk: UUID) -> HttpResponse:
    versions = AssetVersion.objects.visible_to(request.user).defer("search")
    version = get_object_or_404(versions, pk=pk)
    form = FeedbackForm(request.POST)

    def show(done: str = "") -> HttpResponse:
        context = asset_context(request, found(request, version.asset_id), form=None if done else form)
        shown = None if done else form
        return answer(request, page=PAGE, fragment="collateral/_feedback.html", context=context, form=shown, done=done)

    if not form.is_valid():
        return show()
    try:
        commands.give_feedback(actor=request.user, version=version, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    if not request.htmx:
        say(request, _("Thank you. The owner hears of it."))
    return show(done=f"{asset_url(version.asset)}#feedback")


def _said_of(request: MemberRequest, pk: UUID) -> Feedback:
    return get_object_or_404(queries.feedback(viewer=request.user), pk=pk)


def _done(
    request: MemberRequest, pk: UUID, *, form: Any, name: str, act: Callable[..., Any], note: str, at: UUID | None
) -> HttpResponse:
    """One small form of the section; refused, it comes back open and as typed.

    Args:
        at: the judgement in whose line the form stands; None for a form of the whole section.
    """

    def show(done: str = "") -> HttpResponse:
        typed = {} if done else {name: form, "opens": name, "opens_at": at}
        context = asset_context(request, found(request, pk)) | typed
        return answer(request, page=PAGE, fragment=FRAGMENT, context=context, done=done)

    if not form.is_valid():
        response = show()
        response.status_code = 422
        return response
    try:
        act(actor=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    if not request.htmx:
        say(request, note)
    return show(done=f"{reverse('collateral:asset', args=[pk])}#feedback")


@signed_in
@require_POST
def answer_feedback(request: MemberRequest, pk: UUID) -> HttpResponse:
    said, form = _said_of(request, pk), AnswerForm(request.POST)
    act = partial(commands.answer_feedback, feedback=said)
    note = _("Answered. Whoever said it is told.")
    return _done(request, said.version.asset_id, form=form, name="answer_form", act=act, note=note, at=pk)


@signed_in
@require_POST
def fix_feedback(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Tick what the version in use puts right."""
    asset = found(request, pk)
    form = FixForm(request.POST, fixable=queries.fixable(asset, viewer=request.user))
    act = partial(commands.say_fixed, asset=asset)
    note = _("Those who said it are asked to look again.")
    return _done(request, pk, form=form, name="fix_form", act=act, note=note, at=None)


@signed_in
@require_POST
def reopen_feedback(request: MemberRequest, pk: UUID) -> HttpResponse:
    said, form = _said_of(request, pk), MissingForm(request.POST)
    act = partial(commands.reopen_feedback, feedback=said)
    note = _("Reopened. The owner is told what is missing.")
    return _done(request, said.version.asset_id, form=form, name="missing_form", act=act, note=note, at=pk)
