import apps.core.ids
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('leads', '0001_initial'), ('leads', '0002_held_by_who_is_here'), ('leads', '0003_taken_back')]

    initial = True

    dependencies = [
        ('agreements', '0001_initial_squashed_0006_sponsors_are_here'),
        ('people', '0002_system_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnerOfLeads',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('people.member',),
        ),
        migrations.CreateModel(
            name='Attribute',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, unique=True)),
                ('label', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('choice', 'Choice'), ('yes_no', 'Yes or no'), ('date', 'Date')], max_length=12)),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('missing', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('known_at_hand_off', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('name__regex', '^[a-z][a-z0-9_]*$')), name='attribute_name_for_machines'), models.CheckConstraint(condition=models.Q(('name__in', ['email', 'company', 'source', 'external_id', 'name', 'id']), _negated=True), name='attribute_name_of_its_own'), models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='attribute_has_a_label'), models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'number', 'choice', 'yes_no', 'date'])), name='attribute_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('choices__len__gte', 1), ('kind', 'choice')), models.Q(models.Q(('kind', 'choice'), _negated=True), ('choices__len', 0)), _connector='OR'), name='attribute_choices_where_chosen')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='8ec546aeef391b82ccf6530dca36c6b52e8bd901', operation='UPDATE', pgid='pgtrigger_count_revision_676f3', table='leads_attribute', when='BEFORE')), pgtrigger.compiler.Trigger(name='attribute_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.name <> NEW.name OR OLD.kind <> NEW.kind)', func="RAISE EXCEPTION 'name and kind of an attribute stay' USING ERRCODE = 'check_violation';", hash='387b77271ace0f092f468aa5aceb8780435d120a', operation='UPDATE', pgid='pgtrigger_attribute_stays_9c501', table='leads_attribute', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Definition',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('stage', models.CharField(choices=[('sales_ready', 'Sales-ready')], default='sales_ready', max_length=12, unique=True)),
                ('tree', models.JSONField()),
                ('text', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='definition', to='agreements.agreement')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='definitions', to='people.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='definition_has_a_title'), models.CheckConstraint(condition=models.Q(('stage__in', ['sales_ready'])), name='definition_stage_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='1d68ae8f50ad831d5859c8d70d9ab10bfb06452c', operation='UPDATE', pgid='pgtrigger_count_revision_0dff6', table='leads_definition', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='DefinitionVersion',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('tree', models.JSONField()),
                ('facts', models.JSONField()),
                ('counts_from', models.DateTimeField()),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='leads.definition')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('definition', 'number'), name='definition_version_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='definition_version_from_one')],
                'triggers': [pgtrigger.compiler.Trigger(name='definition_version_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='97e3854bb2d9ca749ae9c864ad28d18bd3cf5ad2', operation='UPDATE', pgid='pgtrigger_definition_version_no_update_6bb04', table='leads_definitionversion', when='BEFORE')), pgtrigger.compiler.Trigger(name='definition_version_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='cdd81338bbc1ecf8d53de4c2d25e63d1427cc23e', operation='DELETE', pgid='pgtrigger_definition_version_no_delete_1b52c', table='leads_definitionversion', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=200)),
                ('file', models.CharField(max_length=200)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('encoding', models.CharField(max_length=20)),
                ('delimiter', models.CharField(max_length=1)),
                ('header', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), size=None)),
                ('is_history', models.BooleanField()),
                ('mapping', models.JSONField(blank=True, default=dict)),
                ('id_from_row', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('uploaded', 'To be mapped'), ('mapped', 'Ready'), ('running', 'Running'), ('done', 'Done')], default='uploaded', max_length=10)),
                ('uploaded_at', models.DateTimeField()),
                ('offset', models.PositiveBigIntegerField()),
                ('rows', models.PositiveIntegerField(default=0)),
                ('created', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lead_imports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state', 'running')), fields=['started_at'], name='import_running')],
                'constraints': [models.CheckConstraint(condition=models.Q(('rows', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.F('updated')), '+', models.F('unchanged')), '+', models.F('rejected')))), name='import_each_row_once'), models.CheckConstraint(condition=models.Q(('offset__lte', models.F('size'))), name='import_offset_within'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('offset', models.F('size')), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='import_done_at_the_end')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='40dbccec30768fd2f5d5a23088bdaf9f89c19cd0', operation='UPDATE', pgid='pgtrigger_count_revision_42dfe', table='leads_import', when='BEFORE')), pgtrigger.compiler.Trigger(name='import_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('uploaded', 'mapped'), ('mapped', 'uploaded'), ('mapped', 'running'), ('running', 'done')))", func="RAISE EXCEPTION 'import: never from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';", hash='db569058edfbb51bcf64fe2e36b6a5fb8e287927', operation='UPDATE', pgid='pgtrigger_import_legal_jump_0b8c8', table='leads_import', when='BEFORE')), pgtrigger.compiler.Trigger(name='import_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('uploaded'))", func="RAISE EXCEPTION 'import: never begins as %', NEW.state USING ERRCODE = 'check_violation';", hash='ffdc04451577cfba909b90f6816d3a06a49433dd', operation='INSERT', pgid='pgtrigger_import_first_state_acc3d', table='leads_import', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('name', models.CharField(blank=True, max_length=160)),
                ('company', models.CharField(blank=True, max_length=200)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('is_history', models.BooleanField(default=False)),
                ('stage', models.CharField(choices=[('new', 'New'), ('sales_ready', 'Sales-ready'), ('offered', 'Offered'), ('with_sales', 'With sales'), ('returned', 'Returned')], default='new', max_length=12)),
                ('created_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('met', 'Met'), ('not_met', 'Not met'), ('unknown', "Can't tell")], max_length=8, null=True)),
                ('judged_number', models.PositiveIntegerField(default=0)),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads_owned', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Qualifier',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('capacity', models.PositiveSmallIntegerField(default=20)),
                ('named_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='qualifier', to=settings.AUTH_USER_MODEL)),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('capacity__range', (1, 100))), name='qualifier_capacity')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='73f52e2b3fe2ddccfe716fed6c91c2f3cc211320', operation='UPDATE', pgid='pgtrigger_count_revision_8751f', table='leads_qualifier', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Reject',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('column', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField()),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rejects', to='leads.import')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('of', 'number'), name='reject_once_per_row')],
                'triggers': [pgtrigger.compiler.Trigger(name='reject_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='4019439e99af4f66285d5e23d648308162b0745f', operation='UPDATE', pgid='pgtrigger_reject_no_update_a2373', table='leads_reject', when='BEFORE')), pgtrigger.compiler.Trigger(name='reject_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='9d4b4ca73d81406a382600497b5a2aeaa1ca690f', operation='DELETE', pgid='pgtrigger_reject_no_delete_1b3a6', table='leads_reject', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(choices=[('met', 'Met'), ('not_met', 'Not met'), ('unknown', "Can't tell")], max_length=8)),
                ('true_bits', models.BigIntegerField()),
                ('unknown_bits', models.BigIntegerField()),
                ('as_of', models.DateTimeField()),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='leads.lead')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='leads.definitionversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['met', 'not_met', 'unknown'])), name='verdict_outcome_known'), models.CheckConstraint(condition=models.Q(('true_bits__gte', 0), ('unknown_bits__gte', 0)), name='verdict_bits')],
                'triggers': [pgtrigger.compiler.Trigger(name='verdict_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='2387bded0f2fc6d3cd99386303c3bf935d73c9d7', operation='UPDATE', pgid='pgtrigger_verdict_no_update_53c10', table='leads_verdict', when='BEFORE')), pgtrigger.compiler.Trigger(name='verdict_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='5c2dcbcaa844cb4addfdc1498337f701cfa72200', operation='DELETE', pgid='pgtrigger_verdict_no_delete_03852', table='leads_verdict', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='lead',
            name='verdict',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='leads.verdict'),
        ),
        migrations.CreateModel(
            name='HandOff',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('offered', 'Offered'), ('accepted', 'Accepted'), ('returned', 'Returned'), ('late', 'Not answered in time'), ('taken_back', 'Taken back')], default='offered', max_length=10)),
                ('why', models.JSONField()),
                ('offered_at', models.DateTimeField()),
                ('accept_by', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('contact_by', models.DateTimeField(null=True)),
                ('contacted_at', models.DateTimeField(null=True)),
                ('contact', models.CharField(choices=[('reached', 'Reached'), ('no_answer', 'No answer'), ('mailed', 'Mailed')], max_length=10, null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('qualifier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_offs', to=settings.AUTH_USER_MODEL)),
                ('reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.choice')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_offs', to='leads.lead')),
                ('verdict', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='leads.verdict')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state', 'offered')), fields=['accept_by'], name='hand_off_accept_by'), models.Index(condition=models.Q(('contacted_at__isnull', True), ('state', 'accepted')), fields=['contact_by'], name='hand_off_contact_by')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['offered', 'accepted'])), fields=('lead',), name='hand_off_one_open_per_lead'), models.CheckConstraint(condition=models.Q(models.Q(('reason__isnull', False), ('state', 'returned')), models.Q(models.Q(('state', 'returned'), _negated=True), ('reason__isnull', True)), _connector='OR'), name='hand_off_returned_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['accepted', 'returned'])), models.Q(('answered_by__isnull', True), ('state__in', ['offered', 'late', 'taken_back'])), _connector='OR'), name='hand_off_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('contact_by__isnull', True), ('state__in', ['offered', 'late', 'taken_back'])), models.Q(('contact_by__isnull', False), ('state', 'accepted')), ('state', 'returned'), _connector='OR'), name='hand_off_contact_by_once_taken'), models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', True), ('contacted_at__isnull', True)), models.Q(('contact__isnull', False), ('contacted_at__isnull', False)), _connector='OR'), name='hand_off_contacted_somehow'), models.CheckConstraint(condition=models.Q(('accept_by__gte', models.F('offered_at'))), name='hand_off_in_time')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='8a5c50dfc2c270e63f0d1e90375a00d845795a19', operation='UPDATE', pgid='pgtrigger_count_revision_975c8', table='leads_handoff', when='BEFORE')), pgtrigger.compiler.Trigger(name='hand_off_taken_back', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state = 'taken_back' AND OLD.state <> 'taken_back')", constraint='CONSTRAINT', func="\n    IF EXISTS (SELECT 1 FROM people_member WHERE id = NEW.qualifier_id AND is_active) THEN\n        RAISE EXCEPTION 'hand_off_taken_back_from_a_leaver' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='44c236b79f9cef94a65ca57e5dc7b6fadd169d6d', operation='UPDATE', pgid='pgtrigger_hand_off_taken_back_9f38f', table='leads_handoff', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')), pgtrigger.compiler.Trigger(name='hand_off_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.qualifier_id IS NOT NULL AND (NEW.state = 'offered') AND (TG_OP = 'INSERT' OR NEW.qualifier_id IS DISTINCT FROM OLD.qualifier_id OR NOT (OLD.state = 'offered')) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.qualifier_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'hand_off_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='faaa7276beb66d68ab47885e36af2c1f0e495093', operation='INSERT OR UPDATE', pgid='pgtrigger_hand_off_held_by_active_9d4cd', table='leads_handoff', when='BEFORE')), pgtrigger.compiler.Trigger(name='hand_off_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('offered', 'accepted'), ('offered', 'returned'), ('offered', 'late'), ('offered', 'taken_back'), ('accepted', 'returned')))", func="RAISE EXCEPTION 'hand_off: never from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';", hash='82f2458f70a288ca409d6e0172fc3a7827ddbb9f', operation='UPDATE', pgid='pgtrigger_hand_off_legal_jump_2debf', table='leads_handoff', when='BEFORE')), pgtrigger.compiler.Trigger(name='hand_off_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('offered'))", func="RAISE EXCEPTION 'hand_off: never begins as %', NEW.state USING ERRCODE = 'check_violation';", hash='72ebd7ef3b7d81aac98d634801e434c70bbff9e5', operation='INSERT', pgid='pgtrigger_hand_off_first_state_fe65d', table='leads_handoff', when='BEFORE')), pgtrigger.compiler.Trigger(name='hand_off_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NOT (OLD.state IN ('offered', 'accepted') AND OLD.lead_id = NEW.lead_id))", func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='c6e792525d90aaa6ee40ae3862e6660085cd2142', operation='UPDATE', pgid='pgtrigger_hand_off_no_update_8551e', table='leads_handoff', when='BEFORE')), pgtrigger.compiler.Trigger(name='hand_off_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='dfbb252bcae8919cd8ed7e5e515ca98ab0dcca45', operation='DELETE', pgid='pgtrigger_hand_off_no_delete_35691', table='leads_handoff', when='BEFORE'))],
            },
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(fields=['judged_number'], name='lead_to_judge'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(fields=['-created_at', 'id'], name='lead_newest'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(fields=['company', 'id'], name='lead_by_company'),
        ),
        migrations.AddIndex(
            model_name='lead',
            index=models.Index(condition=models.Q(('is_history', False), ('stage', 'sales_ready')), fields=['created_at'], name='lead_to_offer'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(fields=('external_id',), name='lead_external_id_once'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='lead_email_once'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('external_id__isnull', False), models.Q(('email', ''), _negated=True), _connector='OR'), name='lead_can_be_found_again'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('external_id__isnull', True), models.Q(('external_id', ''), _negated=True), _connector='OR'), name='lead_external_id_says_something'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['new', 'sales_ready', 'offered', 'with_sales', 'returned'])), name='lead_stage_known'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('is_history', False), ('stage__in', ['new', 'sales_ready']), _connector='OR'), name='lead_history_is_never_offered'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownerofleads',
            trigger=pgtrigger.compiler.Trigger(name='leaver_leaves_leads', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_active AND NOT NEW.is_active)', func="\n        IF EXISTS (SELECT 1 FROM leads_lead WHERE owner_id = NEW.id) OR EXISTS (SELECT 1 FROM leads_handoff WHERE qualifier_id = NEW.id AND state = 'offered') THEN\n            RAISE EXCEPTION 'member_leaves_nothing_behind' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;", hash='99aad531db072eed506051bc22c283a0a0a3d1cf', operation='UPDATE', pgid='pgtrigger_leaver_leaves_leads_907fb', table='people_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='lead_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'lead_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='f8f7d1d582a49226547d6cacf0ca0d43978f5259', operation='INSERT OR UPDATE OF "owner_id"', pgid='pgtrigger_lead_held_by_active_0674f', table='leads_lead', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."attributes" IS DISTINCT FROM (NEW."attributes") OR OLD."brought_by_id" IS DISTINCT FROM (NEW."brought_by_id") OR OLD."company" IS DISTINCT FROM (NEW."company") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_history" IS DISTINCT FROM (NEW."is_history") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."stage" IS DISTINCT FROM (NEW."stage"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='6aa2a00817310bd7b9b1ec73be9a9c31f1c6289d', operation='UPDATE', pgid='pgtrigger_count_revision_ec5f6', table='leads_lead', when='BEFORE')),
        ),
    ]
