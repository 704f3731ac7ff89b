import apps.core.ids
import apps.people.models.company
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial')]

    initial = True

    dependencies = [
        ('core', '0001_extensions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('job_title', models.CharField(blank=True, max_length=120)),
                ('photo', models.ImageField(blank=True, upload_to='photos/')),
                ('side', models.CharField(choices=[('sales', 'Sales'), ('marketing', 'Marketing'), ('leadership', 'Leadership'), ('other', 'Other')], default='other', max_length=12)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('salesperson', 'Salesperson'), ('marketer', 'Marketer'), ('manager', 'Manager'), ('executive', 'Executive'), ('admin', 'Admin')], max_length=12), default=list, size=None)),
                ('time_zone', models.CharField(default='Europe/Berlin', max_length=60, validators=[apps.people.models.company.check_zone])),
                ('hours_from', models.TimeField(default=datetime.time(8, 0))),
                ('hours_until', models.TimeField(default=datetime.time(18, 0))),
                ('language', models.CharField(default='en', max_length=10)),
                ('theme', models.CharField(choices=[('system', 'As the device'), ('light', 'Light'), ('dark', 'Dark')], default='system', max_length=6)),
                ('shortcuts', models.BooleanField(default=True)),
                ('is_active', models.BooleanField(default=True)),
                ('is_system', models.BooleanField(default=False, editable=False)),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClosedDay',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('on', models.DateField(unique=True)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='255add9b43370e32cf2975f4b18d113256837216', operation='UPDATE', pgid='pgtrigger_count_revision_d4bab', table='people_closedday', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('list', models.CharField(choices=[('persona', 'Persona'), ('industry', 'Industry'), ('product', 'Product'), ('region', 'Region'), ('language', 'Language'), ('funnel_stage', 'Funnel stage'), ('return_reason', 'Return reason'), ('asset_kind', 'Kind of collateral')], max_length=20)),
                ('label', models.CharField(max_length=80)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(models.F('list'), django.db.models.functions.text.Lower('label'), name='choice_label_once_per_list'), models.CheckConstraint(condition=models.Q(('list__in', ['persona', 'industry', 'product', 'region', 'language', 'funnel_stage', 'return_reason', 'asset_kind'])), name='choice_list_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='05d46555432b40e9f51ced73fe1a6bca77387bc8', operation='UPDATE', pgid='pgtrigger_count_revision_bc0d4', table='people_choice', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=80)),
                ('side', models.CharField(choices=[('sales', 'Sales'), ('marketing', 'Marketing'), ('leadership', 'Leadership'), ('other', 'Other')], max_length=12)),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to=settings.AUTH_USER_MODEL)),
                ('liaisons', models.ManyToManyField(blank=True, related_name='liaison_of', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='team_name_once'), models.CheckConstraint(condition=models.Q(('side__in', ['sales', 'marketing', 'leadership', 'other'])), name='team_side_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='80288683345116ce08df46b9659d031b5c3435d8', operation='UPDATE', pgid='pgtrigger_count_revision_be697', table='people_team', when='BEFORE')), pgtrigger.compiler.Trigger(name='team_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.lead_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.lead_id IS DISTINCT FROM OLD.lead_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.lead_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'team_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='41277f5277e1443f50e5024e551f90594dc9f61d', operation='INSERT OR UPDATE', pgid='pgtrigger_team_held_by_active_b5bf5', table='people_team', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=120)),
                ('job_title', models.CharField(blank=True, max_length=120)),
                ('side', models.CharField(choices=[('sales', 'Sales'), ('marketing', 'Marketing'), ('leadership', 'Leadership'), ('other', 'Other')], max_length=12)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('salesperson', 'Salesperson'), ('marketer', 'Marketer'), ('manager', 'Manager'), ('executive', 'Executive'), ('admin', 'Admin')], max_length=12), default=list, size=None)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('invited_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations_sent', to=settings.AUTH_USER_MODEL)),
                ('member', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='people.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), name='invitation_one_open_per_email'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('member__isnull', True)), models.Q(('accepted_at__isnull', False), ('member__isnull', False)), _connector='OR'), name='invitation_accepted_by_a_member'), models.CheckConstraint(condition=models.Q(('roles__contained_by', ['salesperson', 'marketer', 'manager', 'executive', 'admin'])), name='invitation_roles_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='defb2ea22571e7daa9083f032ccd8a9e42076b06', operation='UPDATE', pgid='pgtrigger_count_revision_61b70', table='people_invitation', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='member',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='people.team'),
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputy_in', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('until_on'))), name='absence_in_order'), models.CheckConstraint(condition=models.Q(('deputy', models.F('member')), _negated=True), name='absence_deputy_is_another'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('member', '='), (models.Func(models.F('from_on'), models.F('until_on'), models.Value('[]'), function='daterange'), '&&')], name='absence_no_overlap')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='4f4f730f1df04c78f81e1edf529042269b710f28', operation='UPDATE', pgid='pgtrigger_count_revision_76a68', table='people_absence', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=80)),
                ('prefix', models.CharField(max_length=12)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('scopes__len__gte', 1)), name='token_has_a_scope')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='e133017aaea0b7df8658fd6bdcfffc7a3f534ab9', operation='UPDATE', pgid='pgtrigger_count_revision_777af', table='people_apitoken', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputy_for', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='area_name_once'), models.CheckConstraint(condition=models.Q(('deputy', models.F('owner')), _negated=True), name='area_deputy_is_another')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='50993dbeaddf28a94f549f77a06ae7ee9ea31978', operation='UPDATE', pgid='pgtrigger_count_revision_327b8', table='people_area', when='BEFORE')), pgtrigger.compiler.Trigger(name='area_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'area_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        IF NEW.deputy_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.deputy_id IS DISTINCT FROM OLD.deputy_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.deputy_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'area_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='07321225bccd28aa938ff28a94adc9ecf513e82b', operation='INSERT OR UPDATE', pgid='pgtrigger_area_held_by_active_0ffc8', table='people_area', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120)),
                ('fiscal_year_month', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)])),
                ('time_zone', models.CharField(default='Europe/Berlin', max_length=60, validators=[apps.people.models.company.check_zone])),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('work_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=apps.people.models.company.working_days, size=None)),
                ('opens', models.TimeField(default=datetime.time(9, 0))),
                ('closes', models.TimeField(default=datetime.time(17, 0))),
                ('request_answer_days', models.PositiveSmallIntegerField(default=3)),
                ('lead_accept_hours', models.PositiveSmallIntegerField(default=4)),
                ('first_contact_days', models.PositiveSmallIntegerField(default=1)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('marketing_lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sales_lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(models.Value(1), name='company_stands_once'), models.CheckConstraint(condition=models.Q(('fiscal_year_month__range', (1, 12))), name='company_month'), models.CheckConstraint(condition=models.Q(('opens__lt', models.F('closes'))), name='company_opens_before_it_closes'), models.CheckConstraint(condition=models.Q(('work_days__len__gte', 1)), name='company_works_some_day'), models.CheckConstraint(condition=models.Q(('work_days__contained_by', [0, 1, 2, 3, 4, 5, 6])), name='company_work_days_are_days'), models.CheckConstraint(condition=models.Q(('currency__regex', '^[A-Z]{3}$')), name='company_currency_code')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='dc1332b52856b610d18cdc0206d20efba85f2a52', operation='UPDATE', pgid='pgtrigger_count_revision_74592', table='people_company', when='BEFORE')), pgtrigger.compiler.Trigger(name='company_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.sales_lead_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.sales_lead_id IS DISTINCT FROM OLD.sales_lead_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.sales_lead_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'company_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        IF NEW.marketing_lead_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.marketing_lead_id IS DISTINCT FROM OLD.marketing_lead_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.marketing_lead_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'company_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='191f29fd062760743fd6510dbab45f3bbdfd6b71', operation='INSERT OR UPDATE', pgid='pgtrigger_company_held_by_active_6d0a6', table='people_company', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='DirectorySearch',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='directory_search_at')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('credential', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=200)),
                ('method', models.CharField(max_length=8)),
                ('path', models.CharField(max_length=400)),
                ('body_hash', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('headers', models.JSONField(default=dict)),
                ('answer', models.JSONField(null=True)),
                ('at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='idempotency_at')],
                'constraints': [models.UniqueConstraint(fields=('member', 'credential', 'key'), name='idempotency_key_once')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('page', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=80)),
                ('query', models.CharField(max_length=1000)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(models.F('member'), models.F('page'), django.db.models.functions.text.Lower('name'), name='saved_view_name_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='5569a7414887de71910bbce20a9325b478c82b5d', operation='UPDATE', pgid='pgtrigger_count_revision_25721', table='people_savedview', when='BEFORE'))],
            },
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='member_email_once'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('is_system', True)), fields=('is_system',), name='member_one_system'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['sales', 'marketing', 'leadership', 'other'])), name='member_side_known'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('roles__contained_by', ['salesperson', 'marketer', 'manager', 'executive', 'admin'])), name='member_roles_known'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('hours_from__lt', models.F('hours_until'))), name='member_hours_in_order'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('left_at__isnull', True), ('is_active', False), _connector='OR'), name='member_left_is_inactive'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('left_at__isnull', False), _connector='OR'), name='member_erased_has_left'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='218377864b4cb3101f79a72661b12e988d80db96', operation='UPDATE', pgid='pgtrigger_count_revision_96673', table='people_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='leaver_holds_nothing', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_active AND NOT NEW.is_active)', func="\n        IF EXISTS (SELECT 1 FROM people_area WHERE NEW.id IN (owner_id, deputy_id))\n            OR EXISTS (SELECT 1 FROM people_team WHERE lead_id = NEW.id)\n            OR EXISTS (SELECT 1 FROM people_company WHERE NEW.id IN (sales_lead_id, marketing_lead_id)) THEN\n            RAISE EXCEPTION 'member_leaves_nothing_behind' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;", hash='d4b4ab777abd239bda2f2bb514f1ac866974a1c4', operation='UPDATE', pgid='pgtrigger_leaver_holds_nothing_6a699', table='people_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='member',
            trigger=pgtrigger.compiler.Trigger(name='last_admin_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.is_active AND 'admin' = ANY(OLD.roles) AND NOT (NEW.is_active AND 'admin' = ANY(NEW.roles)))", func="\n        PERFORM 1 FROM people_company FOR UPDATE;\n        IF NOT EXISTS (SELECT 1 FROM people_member WHERE id <> NEW.id AND is_active AND 'admin' = ANY(roles)) THEN\n            RAISE EXCEPTION 'company_keeps_an_admin' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;", hash='b8e535ffe4372a39b7c873997455d09a55c82061', operation='UPDATE', pgid='pgtrigger_last_admin_stays_50510', table='people_member', when='BEFORE')),
        ),
    ]
