"""Choosing somebody among many, by typing: one for a field, and several one by one."""

from playwright.sync_api import expect

from apps.people.models import Member, Team


def test_names_are_offered_while_one_types(live_cast, person):
    Member.objects.bulk_create(
        Member(name=f"Kim Number{n}", email=f"kim{n}@accord.example", side="sales", joined_at=live_cast.sam.joined_at)
        for n in range(60)
    )
    ada = person(live_cast.ada)
    ada.open("/people/teams/new/")
    ada.field("Name").fill("North")
    ada.field("Side").select_option("marketing")
    lead = ada.field("Lead")
    lead.press_sequentially("mara")
    names = ada.page.locator("#id_lead_names option")
    expect(names).to_have_count(1)
    expect(names).to_have_attribute("value", "Mara Marsh")
    # What the browser does when a name of its list is taken.
    lead.fill("Mara Marsh")
    several = ada.field("Liaisons")
    several.press_sequentially("number5")
    expect(ada.page.locator("#id_liaisons_names option")).to_have_count(11)
    several.fill("Kim Number51")
    expect(ada.page.get_by_role("checkbox", name="Kim Number51")).to_be_checked()
    expect(several).to_have_value("")
    ada.press("Make the team")
    ada.reads("North", "Mara Marsh", "Kim Number51")
    north = Team.objects.get(name="North")
    assert (north.lead, [one.name for one in north.liaisons.all()]) == (live_cast.mara, ["Kim Number51"])
