from apps.people.models import Member
from apps.people.models.guards import leaver_leaves


class OwnerOfLeads(Member):
    """Members as this app guards them: nobody leaves who answers for a lead, or is asked to take one."""

    class Meta:
        proxy = True
        triggers = [
            leaver_leaves(
                "leads",
                "EXISTS (SELECT 1 FROM leads_lead WHERE owner_id = NEW.id)",
                "EXISTS (SELECT 1 FROM leads_handoff WHERE qualifier_id = NEW.id AND state = 'offered')",
            )
        ]
