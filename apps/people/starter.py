"""What a new company's lists begin with; persona, industry, product and region only the company itself knows."""

from django.utils.translation import gettext_lazy as _

from apps.people.models import ChoiceList

# Of every account of the demo company; the sign-in page shows it while that company is there.
DEMO_WORDS = "northwind-meters-42"

CHOICES = {
    ChoiceList.LANGUAGE: (_("English"), _("German")),
    ChoiceList.FUNNEL_STAGE: (_("Getting to know us"), _("Comparing"), _("Deciding"), _("Customer")),
    ChoiceList.RETURN_REASON: (_("No budget"), _("Not the right person"), _("Too early"), _("Not our market")),
    ChoiceList.ASSET_KIND: (
        _("One-pager"),
        _("Presentation"),
        _("Price list"),
        _("Battle card"),
        _("Customer proof"),
        _("Guide"),
    ),
}
# Kinds of collateral at which a colleague looks before they go out.
REVIEWED = (_("Price list"), _("Battle card"), _("Customer proof"))
