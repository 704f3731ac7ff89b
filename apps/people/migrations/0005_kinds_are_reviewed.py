from django.db import migrations, models
from django.db.models import Q

# What a company calls so from its first day on; it may be switched for any kind.
REVIEWED = ["Price list", "Battle card", "Customer proof"]


def review_the_usual(apps, schema_editor):
    apps.get_model("people", "Choice").objects.filter(list="asset_kind", label__in=REVIEWED).update(reviewed=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_share_days")]
    operations = [
        migrations.AddField(model_name="choice", name="reviewed", field=models.BooleanField(default=False)),
        migrations.RunPython(review_the_usual, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(
                condition=Q(("reviewed", False), ("list", "asset_kind"), _connector="OR"),
                name="choice_of_a_kind_is_reviewed",
            ),
        ),
    ]
