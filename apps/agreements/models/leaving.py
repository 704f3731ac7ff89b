from apps.people.models import Member
from apps.people.models.guards import leaver_leaves


class SponsorOfAgreements(Member):
    """Members as this app guards them: nobody leaves who still stands for an agreement. Seats outlive who held them."""

    class Meta:
        proxy = True
        triggers = [
            leaver_leaves("agreements", "EXISTS (SELECT 1 FROM agreements_agreement WHERE sponsor_id = NEW.id)"),
        ]
