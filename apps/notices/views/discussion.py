from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core import things
from apps.core.answer import answer
from apps.core.errors import require
from apps.notices import commands, policy, queries
from apps.notices.forms import CommentForm, EditCommentForm
from apps.notices.models import Comment
from apps.notices.templatetags.discussion import talk
from apps.notices.views._finding import thing_or_404
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, form_page
from apps.people.models import Member


@signed_in
@require_POST
def comment(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """Say something about a thing of any kind."""
    viewer = member_of(request)
    thing = thing_or_404(viewer, kind, pk)
    form = CommentForm(request.POST)
    done = ""
    if form.is_valid():
        said = commands.comment(actor=viewer, thing=thing, text=form.cleaned_data["text"], now=timezone.now())
        done = f"{things.url(thing)}#comment-{said.pk}"
    context = talk(thing, viewer=viewer, form=None if done else form)
    return answer(
        request,
        page="notices/comment.html",
        fragment="notices/_discussion.html",
        context=context | {"thing_title": things.title(thing), "cancel_url": things.url(thing)},
        form=None if done else form,
        done=done,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def edit_comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say it better, or take it back; what it said before stays readable."""
    viewer = member_of(request)
    found = get_object_or_404(queries.comments(viewer=viewer).filter(withdrawn_at__isnull=True), pk=pk)
    require(policy.may_withdraw(viewer, found))
    thing = thing_or_404(viewer, *found.about)
    return form_page(
        request,
        form=EditCommentForm,
        initial=EditCommentForm.values_of(found),
        act=partial(commands.edit_comment, actor=viewer, comment=found, now=timezone.now()),
        done=_url_of(viewer, found),
        page="notices/edit_comment.html",
        context={
            "comment": found,
            "thing_title": things.title(thing),
            "cancel_url": things.url(thing),
            "may_edit": policy.may_edit(viewer, found),
            "draft": f"comment-{found.pk}",
        },
    )


@signed_in
@require_POST
def withdraw_comment(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer = member_of(request)
    found = get_object_or_404(queries.comments(viewer=viewer), pk=pk)
    act = partial(commands.withdraw_comment, actor=viewer, comment=found, now=timezone.now())
    return act_and_go(request, act=act, to=_url_of(viewer, found))


def _url_of(viewer: Member, comment: Comment) -> str:
    return f"{things.url(thing_or_404(viewer, *comment.about))}#comment-{comment.pk}"
