from django.urls import path

from apps.people.views import absences, areas, company, directory, invitations, me, members, teams

app_name = "people"
urlpatterns = [
    # Who do I turn to
    path("people/", directory.directory, name="directory"),
    path("people/teams/", teams.teams, name="teams"),
    path("people/teams/new/", teams.new_team, name="new_team"),
    path("people/teams/<uuid:pk>/", teams.team, name="team"),
    path("people/teams/<uuid:pk>/edit/", teams.edit_team, name="edit_team"),
    path("people/areas/", areas.areas, name="areas"),
    path("people/areas/new/", areas.new_area, name="new_area"),
    path("people/areas/<uuid:pk>/", areas.area, name="area"),
    path("people/areas/<uuid:pk>/edit/", areas.edit_area, name="edit_area"),
    path("people/areas/<uuid:pk>/hand-over/", areas.hand_over_area, name="hand_over_area"),
    path("people/areas/<uuid:pk>/retire/", areas.retire_area, name="retire_area"),
    path("people/areas/<uuid:pk>/restore/", areas.restore_area, name="restore_area"),
    # Me
    path("people/me/", me.me, name="me"),
    path("people/me/photo/", me.set_photo, name="set_photo"),
    path("people/me/photo/remove/", me.remove_photo, name="remove_photo"),
    path("people/me/theme/", me.set_theme, name="set_theme"),
    path("people/me/sessions/", me.sessions, name="sessions"),
    path("people/me/sessions/end-others/", me.end_other_sessions, name="end_other_sessions"),
    path("people/me/sessions/<int:pk>/end/", me.end_session, name="end_session"),
    path("people/me/tokens/", me.tokens, name="tokens"),
    path("people/me/tokens/new/", me.new_token, name="new_token"),
    path("people/me/tokens/<uuid:pk>/revoke/", me.revoke_token, name="revoke_token"),
    path("saved-views/<uuid:pk>/delete/", me.delete_view, name="delete_view"),
    path("saved-views/<str:page>/", me.save_view, name="save_view"),
    path("undo/", me.take_back, name="undo"),
    # A member
    path("people/<uuid:pk>/", directory.member, name="member"),
    path("people/<uuid:pk>/photo/", directory.photo, name="photo"),
    path("people/<uuid:pk>/absence/", absences.set_absence, name="set_absence"),
    path("people/absences/<uuid:pk>/end/", absences.end_absence, name="end_absence"),
    path("people/<uuid:pk>/edit/", members.edit_member, name="edit_member"),
    path("people/<uuid:pk>/roles/", members.change_roles, name="change_roles"),
    path("people/<uuid:pk>/leave/", members.leave, name="leave"),
    path("people/<uuid:pk>/erase/", members.erase, name="erase"),
    # Strangers
    path("invitation/<str:token>/", invitations.accept, name="invitation"),
    # Admins
    path("admin/", company.admin, name="admin"),
    path("admin/company/", company.company, name="company"),
    path("admin/closed-days/", company.closed_days, name="closed_days"),
    path("admin/closed-days/<uuid:pk>/remove/", company.remove_closed_day, name="remove_closed_day"),
    path("admin/choices/", company.choices, name="choices"),
    path("admin/choices/add/", company.add_choice, name="add_choice"),
    path("admin/choices/<uuid:pk>/rename/", company.rename_choice, name="rename_choice"),
    path("admin/choices/<uuid:pk>/kind/", company.kind, name="kind"),
    path("admin/choices/<uuid:pk>/retire/", company.retire_choice, name="retire_choice"),
    path("admin/choices/<uuid:pk>/restore/", company.restore_choice, name="restore_choice"),
    path("admin/choices/<uuid:pk>/merge/", company.merge_choice, name="merge_choice"),
    path("admin/choices/<uuid:pk>/move/", company.move_choice, name="move_choice"),
    path("admin/members/", members.members, name="members"),
    path("admin/invitations/", invitations.invitations, name="invitations"),
    path("admin/invitations/new/", invitations.invite, name="invite"),
    path("admin/invitations/<uuid:pk>/resend/", invitations.resend, name="resend_invitation"),
    path("admin/invitations/<uuid:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("admin/searches/", company.misses, name="misses"),
]
