import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_system_member"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="apitoken",
            name="count_revision",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apitoken",
            trigger=pgtrigger.compiler.Trigger(
                name="count_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."scopes" IS DISTINCT FROM (NEW."scopes") OR OLD."token_hash" IS DISTINCT FROM (NEW."token_hash"))',
                    func="NEW.revision = OLD.revision + 1; RETURN NEW;",
                    hash="b1cf1461e32f08cc9dc359b0bfb799969f8f91f8",
                    operation="UPDATE",
                    pgid="pgtrigger_count_revision_777af",
                    table="people_apitoken",
                    when="BEFORE",
                ),
            ),
        ),
    ]
