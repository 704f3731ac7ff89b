import apps.core.ids
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('followups', '0001_initial')]

    initial = True

    dependencies = [
        ('people', '0002_system_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('process', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(max_length=60, unique=True)),
                ('is_on', models.BooleanField(default=True)),
                ('lead_hours', models.SmallIntegerField(default=0)),
                ('repeat_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None)),
                ('tells_who_waits', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('lead_hours__range', (-400, 400))), name='rule_lead_in_bounds'), models.CheckConstraint(condition=models.Q(('repeat_days__len__lte', 8)), name='rule_repeats_few')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='bdaea01c1456d24ef05b1582c0a76d3814252561', operation='UPDATE', pgid='pgtrigger_count_revision_d4649', table='followups_rule', when='BEFORE')), pgtrigger.compiler.Trigger(name='repeats_further_apart', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE day int; last_day int := 0; last_gap int := 1;', func="\n                    FOREACH day IN ARRAY NEW.repeat_days LOOP\n                        IF day - last_day < last_gap OR day > 120 THEN\n                            RAISE EXCEPTION 'repeats come further apart each time'\n                                USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_repeats_further_apart';\n                        END IF;\n                        last_gap := day - last_day;\n                        last_day := day;\n                    END LOOP;\n                    RETURN NEW;\n                ", hash='6f68d562d8105c06732bfd977d8af45e1151eb6b', operation='INSERT OR UPDATE', pgid='pgtrigger_repeats_further_apart_7d197', table='followups_rule', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('due_at', models.DateTimeField()),
                ('occurrence', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('told', models.BooleanField()),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to=settings.AUTH_USER_MODEL)),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='followups.rule')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='reminder_at')],
                'constraints': [models.UniqueConstraint(fields=('rule', 'about_kind', 'about_id', 'recipient', 'due_at', 'occurrence'), name='reminder_once_per_occurrence')],
                'triggers': [pgtrigger.compiler.Trigger(name='reminder_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='9fa4148b93ed0943e7f2c477d4f2df5bb5d32c41', operation='UPDATE', pgid='pgtrigger_reminder_no_update_59787', table='followups_reminder', when='BEFORE')), pgtrigger.compiler.Trigger(name='reminder_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='829fcb1371db0a5cd23803a9fc81e164d7cd3acf', operation='DELETE', pgid='pgtrigger_reminder_no_delete_dd182', table='followups_reminder', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Snooze',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('kind', models.CharField(max_length=60)),
                ('until', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snoozes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['until'], name='snooze_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('member', 'kind', 'about_kind', 'about_id'), name='snooze_one_open_per_thing'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('at'))), name='snooze_until_later')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='fb1f4e789ce29506393a3b08cf6e7a2dd6751340', operation='UPDATE', pgid='pgtrigger_count_revision_7fa23', table='followups_snooze', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Watermark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('window', models.PositiveSmallIntegerField()),
                ('up_to', models.DateTimeField()),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watermarks', to='followups.rule')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rule', 'window'), name='watermark_once_per_window')],
                'triggers': [pgtrigger.compiler.Trigger(name='never_back', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."up_to" < (OLD."up_to"))', func="RAISE EXCEPTION 'a watermark never goes back' USING ERRCODE = 'check_violation';", hash='974e9b8011419d97fd9caf07607849989633ad98', operation='UPDATE', pgid='pgtrigger_never_back_30ff4', table='followups_watermark', when='BEFORE'))],
            },
        ),
    ]
