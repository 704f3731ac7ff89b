"""Looking back, for machines: two versions compared, and what counted on a day."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from apps.agreements import queries
from apps.agreements.filters import DayFilters
from apps.people.door import Collection, MemberField, Part, Single, ThingField, resource


class DifferencePart(Part):
    field = serializers.CharField()
    old = serializers.CharField()
    new = serializers.CharField()
    example = {"field": "Target", "old": "100", "new": "120"}


class ChangedPart(Part):
    title = serializers.CharField()
    became = serializers.CharField(help_text="new, gone or changed.")
    fields_changed = DifferencePart(many=True, source="fields")
    example = {"title": "Ten case studies", "became": "changed"}


class PiecePart(Part):
    kind = serializers.CharField(help_text="same, gone or new.")
    text = serializers.CharField()
    example = {"kind": "same", "text": "We answer within "}


class ComparedLinePart(Part):
    old = PiecePart(many=True)
    new = PiecePart(many=True)


class ComparisonPart(Part):
    lines = ComparedLinePart(many=True, help_text="The texts side by side; their pieces, joined, are the texts.")
    parts = ChangedPart(many=True, help_text="What differs besides: targets, criteria, seats.")


class ComparedVersions(Single):
    """Compare two versions of an agreement.

    Line by line and word by word, and by each target, criterion or other field; the first id is the one before.
    """

    rows = staticmethod(queries.versions)
    within = "agreement"
    within_rows = staticmethod(queries.agreements)
    output = ComparisonPart

    def found(self, around: dict[str, Any]) -> Any:
        seen = self.seen(**around)
        before, after = (get_object_or_404(seen, pk=self.kwargs[name]) for name in ("version_id", "id"))
        return queries.compared_versions(before, after, self.now)


class SignedPart(Part):
    member = MemberField()
    at = serializers.DateTimeField()
    digest = serializers.CharField()


class AgreedPart(Part):
    """A version that counted when the day ended."""

    id = serializers.UUIDField()
    agreement = ThingField("agreement")
    number = serializers.IntegerField()
    effective_from = serializers.DateTimeField()
    text = serializers.CharField()
    parts = serializers.SerializerMethodField(help_text="Each with its fields: as signed, and on that day.")
    signatures = serializers.SerializerMethodField()
    example = {"number": 1, "text": "We answer within a day."}

    def get_parts(self, version: Any) -> list[dict[str, Any]]:
        return [
            {
                "title": part.title,
                "fields": [
                    {"field": label, "signed": signed, "on_that_day": stood or signed}
                    for label, signed, stood in part.fields
                ],
            }
            for part in queries.agreed(version, version.day, version.until).parts
        ]

    def get_signatures(self, version: Any) -> list[dict[str, Any]]:
        return [SignedPart.of(one) for one in queries.signed_until(version, version.until)]


class AgreedOnADay(Collection):
    """List what was agreed on a day: texts, targets and who answered for them, as they stood when it ended."""

    rows = staticmethod(queries.signed_versions)
    output = AgreedPart
    filters = DayFilters
    orders = {"title": ("agreement__title", "id")}
    default_order = "title"


urlpatterns = [
    *resource("agreements/as-of", AgreedOnADay),
    *resource(
        "agreements/<uuid:agreement_id>/versions/<uuid:version_id>/compared-with",
        None,
        ComparedVersions,
        history=False,
    ),
]
