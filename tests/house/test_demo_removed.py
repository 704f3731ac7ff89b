"""The demo company goes at one command, and a real one never does."""

import re
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError

from apps.collateral.models import Asset
from apps.goals.models import Task
from apps.people.models import Company, Member, Role
from portal import demo
from tests.house.test_demo import removing, said

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_remove_says_what_goes_and_leaves_one_admin(monkeypatch):
    demo.load(now=NOW)
    removing(monkeypatch, lines="remove\nHarbour Pumps\nHanna Berg\nhanna@harbour.example\nquiet-cranes-at-dusk\n")
    told = said("remove")
    assert re.search(r"^ +\d+ goals_task$", told, re.MULTILINE)
    assert Company.objects.get().name == "Harbour Pumps"
    (hanna,) = Member.objects.filter(is_system=False)
    assert (hanna.email, hanna.roles) == ("hanna@harbour.example", [Role.ADMIN])
    assert hanna.check_password("quiet-cranes-at-dusk")
    assert (Task.objects.count(), Asset.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_real_company_is_never_emptied(cast):
    with pytest.raises(CommandError, match="isn't the demo company"):
        said("remove", "--yes", "--company", "X", "--name", "Y", "--email", "y@x.example")
    assert Company.objects.get() == cast.company
