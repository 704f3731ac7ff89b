from apps.agreements import commands, queries
from apps.agreements.api import shapes
from apps.people.door import Collection, Verb, resource


class Moves(Collection):
    """List what owners moved inside an agreement's leeway."""

    rows = staticmethod(queries.moves)
    within = "agreement"
    within_rows = staticmethod(queries.agreements)
    output = shapes.MoveOutput
    orders = {"at": ("at", "id")}
    default_order = "-at"


class TalkAboutMove(Verb):
    """Say that one wants to talk about a move; who moved it is told, and the next joint meeting suggests it."""

    rows = staticmethod(queries.moves)
    within = "agreement"
    within_rows = staticmethod(queries.agreements)
    subject = "move"
    output = shapes.MoveOutput
    revised = False
    command = staticmethod(commands.talk_about)
    roles = "whoever holds a seat, the sponsor"


urlpatterns = resource("agreements/<uuid:agreement_id>/moves", Moves, talk=TalkAboutMove)
