from django.urls import path

from apps.goals.views import boards, goals, milestones, steps, tasks

app_name = "goals"
urlpatterns = [
    path("goals/", goals.goals, name="goals"),
    path("goals/new/", goals.new_goal, name="new_goal"),
    path("goals/<uuid:pk>/", goals.goal, name="goal"),
    path("goals/<uuid:pk>/edit/", goals.edit_goal, name="edit_goal"),
    path("goals/<uuid:pk>/milestones/new/", milestones.new_milestone, name="new_milestone"),
    path("milestones/<uuid:pk>/", milestones.milestone, name="milestone"),
    path("milestones/<uuid:pk>/edit/", milestones.edit_milestone, name="edit_milestone"),
    path("milestones/<uuid:pk>/done/", milestones.complete, name="complete_milestone"),
    path("milestones/<uuid:pk>/reopen/", milestones.reopen, name="reopen_milestone"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/board/", boards.board, name="board"),
    path("tasks/new/", tasks.new_task, name="new_task"),
    path("tasks/assign/", boards.assign_many, name="assign_many"),
    path("tasks/accept/", boards.accept_many, name="accept_many"),
    path("tasks/<uuid:pk>/", tasks.task, name="task"),
    path("tasks/<uuid:pk>/edit/", tasks.edit_task, name="edit_task"),
    path("tasks/<uuid:pk>/offer/", steps.offer, name="offer"),
    path("tasks/<uuid:pk>/withdraw-offer/", steps.withdraw, name="withdraw"),
    path("tasks/<uuid:pk>/accept/", steps.accept, name="accept"),
    path("tasks/<uuid:pk>/decline/", steps.decline, name="decline"),
    path("tasks/<uuid:pk>/assign/", steps.assign, name="assign"),
    path("tasks/<uuid:pk>/start/", steps.start, name="start"),
    path("tasks/<uuid:pk>/done/", steps.complete, name="complete"),
    path("tasks/<uuid:pk>/confirm/", steps.confirm, name="confirm"),
    path("tasks/<uuid:pk>/drop/", steps.drop, name="drop"),
    path("tasks/<uuid:pk>/reopen/", steps.reopen, name="reopen"),
    path("tasks/<uuid:pk>/due-date/", steps.move_due, name="move_due"),
]
