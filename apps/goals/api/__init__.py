"""Goals, milestones and tasks for machines: the pages' own commands and refusals."""

from apps.goals.api import goals, milestones, tasks

urlpatterns = [*goals.urlpatterns, *milestones.urlpatterns, *tasks.urlpatterns]
