"""Calls on the company and its people."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.people import commands
from tests.house.operations import Call
from tests.house.world import World, picture


def _away_since_yesterday(world: World) -> Call:
    yesterday, tomorrow = world.today - timedelta(days=1), world.today + timedelta(days=1)
    absence = commands.set_absence(
        actor=world.cast.mara, member=world.cast.mara, from_on=yesterday, until_on=tomorrow, now=world.now
    )
    return Call(world.cast.mara, {"id": absence.pk})


def _photo() -> dict[str, SimpleUploadedFile]:
    return {"photo": picture()}


ME = {
    "undo": lambda w: Call(w.cast.sam, body={"token": w.undo}),
    "me_get": lambda w: Call(w.cast.sam),
    "me_edit": lambda w: Call(w.cast.sam, body={"job_title": "Account manager, DACH"}),
    "me_history": lambda w: Call(w.cast.sam),
    "me_set_photo": lambda w: Call(w.cast.sam, files=_photo()),
    "me_remove_photo": lambda w: Call(w.cast.sam),
    "tokens_list": lambda w: Call(w.cast.sam),
    "tokens_create": lambda w: Call(w.cast.sam, body={"name": "Nightly", "scopes": ["read"], "days": 7}),
    "tokens_get": lambda w: Call(w.cast.sam, {"id": w.token.pk}),
    "tokens_history": lambda w: Call(w.cast.sam, {"id": w.token.pk}),
    "tokens_revoke": lambda w: Call(w.cast.sam, {"id": w.token.pk}),
    "saved_views_list": lambda w: Call(w.cast.sam),
    "saved_views_create": lambda w: Call(w.cast.sam, body={"page": "goals:tasks", "name": "Late", "query": "late=1"}),
    "saved_views_get": lambda w: Call(w.cast.sam, {"id": w.saved_view.pk}),
    "saved_views_history": lambda w: Call(w.cast.sam, {"id": w.saved_view.pk}),
    "saved_views_delete": lambda w: Call(w.cast.sam, {"id": w.saved_view.pk}),
    "sessions_list": lambda w: Call(w.cast.sam),
    "sessions_end": lambda w: Call(w.cast.sam, body={"session": w.session.pk}),
    "sessions_end_others": lambda w: Call(w.cast.sam),
}
MEMBERS = {
    "members_list": lambda w: Call(w.cast.sam),
    "members_get": lambda w: Call(w.cast.sam, {"id": w.cast.dan.pk}),
    "members_edit": lambda w: Call(w.cast.ada, {"id": w.cast.sofie.pk}, {"job_title": "Account manager"}),
    "members_history": lambda w: Call(w.cast.sam, {"id": w.cast.sam.pk}),
    "members_change_roles": lambda w: Call(
        w.cast.ada, {"id": w.cast.sofie.pk}, {"roles": ["salesperson", "executive"]}
    ),
    "members_leave": lambda w: Call(w.cast.ada, {"id": w.cast.milo.pk}, {"successor": str(w.cast.mara.pk)}),
    "members_erase": lambda w: Call(w.cast.ada, {"id": w.cast.dan.pk}),
    "teams_list": lambda w: Call(w.cast.sam),
    "teams_create": lambda w: Call(
        w.cast.ada, body={"name": "Events", "side": "marketing", "liaisons": [str(w.cast.sam.pk)]}
    ),
    "teams_get": lambda w: Call(w.cast.sam, {"id": w.cast.content.pk}),
    "teams_edit": lambda w: Call(w.cast.ada, {"id": w.cast.content.pk}, {"name": "Words and pictures"}),
    "teams_history": lambda w: _of_a_new_team(w),
    "absences_list": lambda w: Call(w.cast.sam),
    "absences_create": lambda w: Call(
        w.cast.mara,
        body={"member": str(w.cast.mara.pk), "until_on": str(w.today + timedelta(days=3)), "deputy": None},
    ),
    "absences_get": lambda w: Call(w.cast.sam, {"id": w.absence.pk}),
    "absences_history": lambda w: Call(w.cast.sam, {"id": w.absence.pk}),
    "absences_end": _away_since_yesterday,
    "invitations_list": lambda w: Call(w.cast.ada),
    "invitations_create": lambda w: Call(
        w.cast.ada,
        body={"email": "new@test.example", "name": "New Face", "side": "sales", "roles": ["salesperson"]},
    ),
    "invitations_get": lambda w: Call(w.cast.ada, {"id": w.invitation.pk}),
    "invitations_history": lambda w: Call(w.cast.ada, {"id": w.invitation.pk}),
    "invitations_resend": lambda w: Call(w.cast.ada, {"id": w.invitation.pk}),
    "invitations_withdraw": lambda w: Call(w.cast.ada, {"id": w.invitation.pk}),
}


def _of_a_new_team(world: World) -> Call:
    team = commands.create_team(actor=world.cast.ada, name="Events", side="marketing", now=world.now)
    return Call(world.cast.sam, {"id": team.pk})


def _of_the_edited_company(world: World) -> Call:
    commands.edit_company(actor=world.cast.ada, company=world.cast.company, name="Test & Sons", now=world.now)
    return Call(world.cast.ada)


COMPANY = {
    "areas_list": lambda w: Call(w.cast.sam),
    "areas_create": lambda w: Call(w.cast.ada, body={"name": "Events", "owner": str(w.cast.milo.pk)}),
    "areas_get": lambda w: Call(w.cast.sam, {"id": w.area.pk}),
    "areas_edit": lambda w: Call(w.cast.ada, {"id": w.area.pk}, {"words": "rebates", "deputy": None}),
    "areas_history": lambda w: Call(w.cast.sam, {"id": w.area.pk}),
    "areas_hand_over": lambda w: Call(w.cast.ada, {"id": w.area.pk}, {"to": str(w.cast.sofie.pk)}),
    "areas_retire": lambda w: Call(w.cast.ada, {"id": w.area.pk}),
    "areas_restore": lambda w: Call(w.cast.ada, {"id": w.retired_area.pk}),
    "directory_list": lambda w: Call(w.cast.sam, query="q=price"),
    "company_get": lambda w: Call(w.cast.ada),
    "company_edit": lambda w: Call(w.cast.ada, body={"name": "Test & Sons", "sales_lead": str(w.cast.mina.pk)}),
    "company_history": _of_the_edited_company,
    "closed_days_list": lambda w: Call(w.cast.sam),
    "closed_days_create": lambda w: Call(w.cast.ada, body={"on": "2099-12-25", "name": "Christmas"}),
    "closed_days_get": lambda w: Call(w.cast.sam, {"id": w.closed_day.pk}),
    "closed_days_history": lambda w: Call(w.cast.sam, {"id": w.closed_day.pk}),
    "closed_days_remove": lambda w: Call(w.cast.ada, {"id": w.closed_day.pk}),
    "choices_list": lambda w: Call(w.cast.sam),
    "choices_create": lambda w: Call(w.cast.ada, body={"list": "persona", "label": "Planner"}),
    "choices_get": lambda w: Call(w.cast.sam, {"id": w.choice.pk}),
    "choices_edit": lambda w: Call(w.cast.ada, {"id": w.choice.pk}, {"label": "Fitter"}),
    "choices_history": lambda w: Call(w.cast.sam, {"id": w.choice.pk}),
    "choices_set_kind": lambda w: Call(w.cast.ada, {"id": w.published.kind_id}, {"reviewed": True}),
    "choices_retire": lambda w: Call(w.cast.ada, {"id": w.choice.pk}),
    "choices_restore": lambda w: Call(w.cast.ada, {"id": w.retired_choice.pk}),
    "choices_merge": lambda w: Call(w.cast.ada, {"id": w.choice.pk}, {"into": str(w.other_choice.pk)}),
    "choices_move": lambda w: Call(w.cast.ada, {"id": w.choice.pk}, {"position": 1}),
}
CALLS = ME | MEMBERS | COMPANY
