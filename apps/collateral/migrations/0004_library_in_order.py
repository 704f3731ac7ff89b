from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("collateral", "0003_owners_are_here")]
    operations = [
        migrations.AddIndex(
            model_name="asset", index=models.Index(fields=["-published_at", "id"], name="asset_newest")
        ),
        migrations.AddIndex(model_name="asset", index=models.Index(fields=["title", "id"], name="asset_title")),
    ]
