"""Calls on inbox, discussion, follows and mails."""

from apps.notices import commands
from tests.house.operations import Call
from tests.house.world import World


def _chosen(world: World) -> Call:
    commands.choose_rhythm(actor=world.cast.sam, kind="comment", rhythm="never", now=world.now)
    return Call(world.cast.sam)


def _edited_comment(world: World) -> Call:
    commands.edit_comment(actor=world.cast.sam, comment=world.comment, text="Acme would.", revision=None, now=world.now)
    return Call(world.cast.mara, {"id": world.comment.pk})


def _sent_again(world: World) -> Call:
    commands.send_again(actor=world.cast.ada, delivery=world.delivery, now=world.now)
    return Call(world.cast.ada, {"id": world.delivery.pk})


def _goal(world: World) -> dict[str, dict[str, str]]:
    return {"about": {"kind": "goal", "id": str(world.goal.pk)}}


CALLS = {
    "notices_list": lambda w: Call(w.cast.sam),
    "notices_get": lambda w: Call(w.cast.sam, {"id": w.notice.pk}),
    "notices_read": lambda w: Call(w.cast.sam, {"id": w.notice.pk}),
    "notices_read_many": lambda w: Call(w.cast.sam),
    "waiting_list": lambda w: Call(w.cast.sofie),
    "comments_list": lambda w: Call(w.cast.mara),
    "comments_create": lambda w: Call(w.cast.sofie, body=_goal(w) | {"text": "Bolt & Sons would, too."}),
    "comments_get": lambda w: Call(w.cast.mara, {"id": w.comment.pk}),
    "comments_edit": lambda w: Call(w.cast.sam, {"id": w.comment.pk}, {"text": "Acme would say why, in June."}),
    "comments_history": _edited_comment,
    "comments_withdraw": lambda w: Call(w.cast.sam, {"id": w.comment.pk}),
    "follows_list": lambda w: Call(w.cast.sam),
    "follows_get": lambda w: Call(w.cast.sam, {"id": w.follow.pk}),
    "follows_create": lambda w: Call(w.cast.sofie, body=_goal(w)),
    "follows_help": lambda w: Call(w.cast.sofie, body=_goal(w)),
    "follows_unfollow": lambda w: Call(w.cast.sam, {"id": w.follow.pk}),
    "preferences_list": _chosen,
    "preferences_create": lambda w: Call(w.cast.sam, body={"kind": "comment", "rhythm": "never"}),
    "received_mails_list": lambda w: Call(w.cast.ada),
    "received_mails_get": lambda w: Call(w.cast.ada, {"id": w.received_mail.pk}),
    "deliveries_list": lambda w: Call(w.cast.ada),
    "deliveries_get": lambda w: Call(w.cast.ada, {"id": w.delivery.pk}),
    "deliveries_history": _sent_again,
    "deliveries_send_again": lambda w: Call(w.cast.ada, {"id": w.delivery.pk}),
}
