from apps.people.models import Member
from apps.people.models.guards import leaver_leaves


class OwnerOfCollateral(Member):
    """Members as this app guards them: nobody leaves who still answers for something of it."""

    class Meta:
        proxy = True
        triggers = [
            leaver_leaves(
                "collateral",
                "EXISTS (SELECT 1 FROM collateral_asset WHERE owner_id = NEW.id)",
                "EXISTS (SELECT 1 FROM collateral_request WHERE owner_id = NEW.id"
                " AND state NOT IN ('confirmed', 'declined', 'merged'))",
                "EXISTS (SELECT 1 FROM collateral_collection WHERE owner_id = NEW.id)",
                "EXISTS (SELECT 1 FROM collateral_share WHERE shared_by_id = NEW.id AND revoked_at IS NULL)",
                "EXISTS (SELECT 1 FROM collateral_review WHERE reviewer_id = NEW.id AND verdict = '')",
                "EXISTS (SELECT 1 FROM collateral_input WHERE member_id = NEW.id AND state = 'open')",
            )
        ]
