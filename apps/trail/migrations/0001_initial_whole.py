import apps.core.ids
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('trail', '0001_initial')]

    initial = True

    dependencies = [
        ('people', '0002_system_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('count', models.PositiveIntegerField()),
                ('sealed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='seal_number_positive'), models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='seal_holds_something')],
                'triggers': [pgtrigger.compiler.Trigger(name='seal_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='ed96d1616124a4de32c2e9369a37e0194ffe94ad', operation='UPDATE', pgid='pgtrigger_seal_no_update_6c9d3', table='trail_seal', when='BEFORE')), pgtrigger.compiler.Trigger(name='seal_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='ffeed751d4fb22abe6469be034ea9367fc612f4f', operation='DELETE', pgid='pgtrigger_seal_no_delete_29873', table='trail_seal', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=60)),
                ('detail_hash', models.CharField(max_length=64)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to=settings.AUTH_USER_MODEL)),
                ('seal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='trail.seal')),
            ],
            options={
                'indexes': [models.Index(fields=['about_kind', 'about_id', 'at'], name='activity_about'), models.Index(fields=['at'], name='activity_at'), models.Index(condition=models.Q(('seal__isnull', True)), fields=['at'], name='activity_unsealed')],
                'triggers': [pgtrigger.compiler.Trigger(name='activity_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND (OLD.id, OLD.at, OLD.actor_id, OLD.act, OLD.about_kind, OLD.about_id, OLD.detail_hash) IS NOT DISTINCT FROM (NEW.id, NEW.at, NEW.actor_id, NEW.act, NEW.about_kind, NEW.about_id, NEW.detail_hash)))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='6f06ac50c2132883119f5bbf3e881ea4b583ef72', operation='UPDATE', pgid='pgtrigger_activity_no_update_b74f4', table='trail_activity', when='BEFORE')), pgtrigger.compiler.Trigger(name='activity_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='277b2ac503c15f6582126f6f63c51a8228abeb6f', operation='DELETE', pgid='pgtrigger_activity_no_delete_fbb04', table='trail_activity', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Detail',
            fields=[
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='detail', serialize=False, to='trail.activity')),
                ('salt', models.CharField(max_length=32)),
                ('facts', models.JSONField(default=dict)),
                ('erased_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('facts', {}), ('salt', '')), _connector='OR'), name='erased_detail_is_empty')],
                'triggers': [pgtrigger.compiler.Trigger(name='detail_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND OLD.activity_id = NEW.activity_id))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='84d3289937bc999a55bc5c59fd1be2fe6c65f806', operation='UPDATE', pgid='pgtrigger_detail_no_update_31fb7', table='trail_detail', when='BEFORE')), pgtrigger.compiler.Trigger(name='detail_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='a790b69f860be0c6885881db080137e51fbb3c53', operation='DELETE', pgid='pgtrigger_detail_no_delete_ee88f', table='trail_detail', when='BEFORE'))],
            },
        ),
    ]
