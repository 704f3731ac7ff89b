"""Who may do what with goals, milestones and tasks. Managers lead: their own teams are those whose lead they are."""

from datetime import datetime

from apps.goals.models import (
    AgreedActivity,
    CheckIn,
    Decider,
    Goal,
    Invocation,
    Milestone,
    Obstacle,
    OwnershipTerm,
    SmallStep,
    Task,
)
from apps.people import policy as people
from apps.people import queries
from apps.people.models import Member, Role, Team


def may_give_to(member: Member, owner: Member) -> bool:
    """Whether `member` may make `owner` answer for something without asking first."""
    return member.pk == owner.pk or member.is_admin or people.manages(member, owner)


def may_create_goal(member: Member, owner: Member) -> bool:
    return may_give_to(member, owner)


def may_open_years(member: Member) -> bool:
    """Whoever answers for more than their own work."""
    return member.is_active and member.has_role(Role.MANAGER, Role.EXECUTIVE, Role.ADMIN)


def may_set_root(member: Member) -> bool:
    """The revenue goal is not a matter of one person's own."""
    return may_open_years(member)


def may_edit_goal(member: Member, goal: Goal) -> bool:
    return may_give_to(member, goal.owner)


def may_correct(member: Member, check_in: CheckIn) -> bool:
    """Only whoever said it says it otherwise."""
    return member.pk == check_in.author_id


def may_read_for(member: Member, goal: Goal, check_in: CheckIn, now: datetime) -> bool:
    """The goal's reader, for what was said in their time; while they are away, who stands in for them."""
    term = goal.reader_terms.standing().filter(from_at__lte=check_in.at).select_related("reader").first()
    if term is None or term.reader_id == check_in.author_id:
        return False
    if member.pk == term.reader_id:
        return True
    absence = queries.absence_of(term.reader, now)
    return absence is not None and absence.deputy_id == member.pk


def may_edit_milestone(member: Member, milestone: Milestone) -> bool:
    return may_edit_goal(member, milestone.goal)


def may_complete_milestone(member: Member, milestone: Milestone) -> bool:
    return member.pk == milestone.owner_id or may_edit_milestone(member, milestone)


def may_keep_promise(member: Member, activity: AgreedActivity) -> bool:
    """Its owner, their manager, admins; of a milestone nothing is kept."""
    return may_give_to(member, activity.answers)


def may_pass_promise_on(member: Member, activity: AgreedActivity, to: Member) -> bool:
    return may_keep_promise(member, activity) and may_give_to(member, to)


def may_pass_promises_on(member: Member, activity: AgreedActivity) -> bool:
    """For the page: whoever has somebody to give it to."""
    return activity.is_promise and may_assign_some(member) and may_keep_promise(member, activity)


def may_see_part_of(member: Member, owner: Member) -> bool:
    """A person's own part in the accountability report: that person, their manager, executives."""
    return member.pk == owner.pk or people.manages(member, owner) or member.has_role(Role.EXECUTIVE)


def may_invoke(member: Member, goal: Goal) -> bool:
    """Whoever agreed on the goal, and whoever answers for more than their own work."""
    return may_open_years(member) or goal.agreed_version.seats.filter(member=member).exists()


def may_give_account(member: Member, invocation: Invocation) -> bool:
    """Only the owner speaks for themselves."""
    return member.pk == invocation.goal.owner_id


def may_decide_on(member: Member, invocation: Invocation) -> bool:
    """Whom the signed text names; nobody decides on their own goal."""
    if member.pk == invocation.goal.owner_id:
        return False
    if invocation.decided_by == Decider.EXECUTIVES:
        return member.has_role(Role.EXECUTIVE)
    return invocation.version.seats.filter(member=member).exists()


def may_create_task(member: Member) -> bool:
    return member.is_active


def has_a_say(member: Member, task: Task) -> bool:
    """Its owner, whoever wanted it, and whoever may assign it."""
    return member.pk in (task.owner_id, task.wanted_by_id) or may_reassign(member, task)


def may_edit_task(member: Member, task: Task) -> bool:
    return has_a_say(member, task)


def may_offer(member: Member, task: Task) -> bool:
    return has_a_say(member, task)


def may_answer(member: Member, task: Task) -> bool:
    """Whoever was ever asked; whether there is still something to answer is a question of the task's state."""
    return task.terms.filter(member=member).exclude(offered_by=member).exists()


def may_say_not_me(member: Member, noted: OwnershipTerm | None) -> bool:
    """Whoever it was noted for; whether there is still time is a question of the term."""
    return noted is not None and noted.member_id == member.pk


def may_withdraw(member: Member, task: Task, offer: OwnershipTerm | None) -> bool:
    """An offer is taken back by who made it, or by who could have made it."""
    return has_a_say(member, task) or (offer is not None and offer.offered_by_id == member.pk)


def may_assign_some(member: Member) -> bool:
    """Whether assigning is part of their work at all."""
    return member.has_role(Role.ADMIN, Role.MANAGER)


def may_reassign(member: Member, task: Task) -> bool:
    """Whether `member` may take it from its owner: admins all, managers their own and their teams'."""
    if member.is_admin:
        return True
    return member.has_role(Role.MANAGER) and may_give_to(member, task.owner)


def may_assign(member: Member, task: Task, to: Member) -> bool:
    return may_reassign(member, task) and may_give_to(member, to)


def may_work_on(member: Member, task: Task) -> bool:
    """Starting and finishing are the owner's."""
    return member.pk == task.owner_id


def may_move_due(member: Member, task: Task) -> bool:
    return has_a_say(member, task)


def may_drop(member: Member, task: Task) -> bool:
    return has_a_say(member, task)


def may_reopen(member: Member, task: Task) -> bool:
    return has_a_say(member, task)


def may_confirm(member: Member, task: Task) -> bool:
    """Whoever wanted it from somebody else says whether it is what they wanted."""
    return member.pk == task.wanted_by_id and member.pk != task.owner_id


def may_raise_obstacle(member: Member) -> bool:
    """What is in the way is said by whoever sees it."""
    return member.is_active


def has_a_say_about(member: Member, obstacle: Obstacle, blocked: Task | Goal) -> bool:
    """Who raised it, who answers for what it blocks, their manager, admins."""
    return member.pk == obstacle.raised_by_id or may_give_to(member, blocked.owner)


def may_edit_obstacle(member: Member, obstacle: Obstacle, blocked: Task | Goal) -> bool:
    return has_a_say_about(member, obstacle, blocked)


def may_accept_obstacle(member: Member, obstacle: Obstacle) -> bool:
    """Only whoever can remove it takes it on."""
    return member.pk == obstacle.remover_id


def may_close_obstacle(member: Member, obstacle: Obstacle, blocked: Task | Goal) -> bool:
    return may_accept_obstacle(member, obstacle) or has_a_say_about(member, obstacle, blocked)


def may_share_scoreboard(member: Member) -> bool:
    """Who makes a link that needs no sign-in, and who revokes one, whoever made it.

    What stands behind it leaves the company's doors, so opening it is for who answers for more than their own work;
    and one that should be closed must not wait for who opened it.
    """
    return member.is_active and member.has_role(Role.MANAGER, Role.ADMIN)


def may_begin_small_step(member: Member, team: Team | None, owner: Member) -> bool:
    """Whoever is of the team, leads it or administers; what both sides try is begun by anybody."""
    of_it = team is None or member.is_admin or member.pk == team.lead_id or member.team_id == team.pk
    return member.is_active and of_it and may_give_to(member, owner)


def may_edit_small_step(member: Member, step: SmallStep) -> bool:
    return may_give_to(member, step.owner)


def may_judge_obstacle(member: Member, blocked: Task | Goal) -> bool:
    """Whoever leads the one who is held up, executives, admins; nobody judges their own delay."""
    if member.pk == blocked.owner_id or not member.is_active:
        return False
    return people.manages(member, blocked.owner) or member.has_role(Role.EXECUTIVE, Role.ADMIN)
