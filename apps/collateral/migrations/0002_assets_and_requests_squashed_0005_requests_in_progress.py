import apps.core.ids
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('collateral', '0002_assets_and_requests'), ('collateral', '0003_owners_are_here'), ('collateral', '0004_library_in_order'), ('collateral', '0005_requests_in_progress')]

    initial = True

    dependencies = [
        ('collateral', '0001_words'),
        ('people', '0002_system_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnerOfCollateral',
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
            name='Asset',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True, max_length=2000)),
                ('audience', models.CharField(blank=True, choices=[('internal', 'Internal'), ('customers', 'Customers')], max_length=10)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('archived', 'Archived')], default='draft', max_length=10)),
                ('created_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('search', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assets_created', to=settings.AUTH_USER_MODEL)),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assets', to='people.choice')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AssetVersion',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('file', models.CharField(max_length=200)),
                ('original_name', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=4)),
                ('change_note', models.CharField(blank=True, max_length=500)),
                ('uploaded_at', models.DateTimeField()),
                ('reading', models.CharField(choices=[('waiting', 'Waiting to be read'), ('reading', 'Being read'), ('read', 'Read'), ('unreadable', "Can't be read")], default='waiting', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=30)),
                ('reason_facts', models.JSONField(blank=True, default=dict)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('page_count', models.PositiveIntegerField(blank=True, null=True)),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.F('original_name'), function='collateral_vector'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='collateral.asset')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='version_search'), models.Index(fields=['sha256'], name='version_sha256'), models.Index(condition=models.Q(('reading__in', ['waiting', 'reading'])), fields=['uploaded_at'], name='version_to_read')],
                'constraints': [models.UniqueConstraint(fields=('asset', 'number'), name='version_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_number_from_one'), models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'docx', 'pptx', 'text'])), name='version_kind_known'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='version_hash'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('number__gt', 1), models.Q(('change_note', ''), _negated=True)), _connector='OR'), name='version_change_is_noted'), models.CheckConstraint(condition=models.Q(('reading__in', ['waiting', 'reading', 'read', 'unreadable'])), name='version_reading_known'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('reading', 'reading')), models.Q(models.Q(('reading', 'reading'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='version_being_read_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('reading', 'unreadable'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('reading', 'unreadable'), _negated=True), ('reason', '')), _connector='OR'), name='version_unreadable_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('reading', 'read'), _negated=True), ('page_count__isnull', False), _connector='OR'), name='version_read_has_pages')],
                'triggers': [pgtrigger.compiler.Trigger(name='version_keeps_its_file', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asset_id" IS DISTINCT FROM (NEW."asset_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."original_name" IS DISTINCT FROM (NEW."original_name") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."change_note" IS DISTINCT FROM (NEW."change_note") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0d8068766b72159ce5d05efb6afe0e06a71663b9', operation='UPDATE', pgid='pgtrigger_version_keeps_its_file_6df3a', table='collateral_assetversion', when='BEFORE')), pgtrigger.compiler.Trigger(name='version_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='db19c49a8cc7620537a22c000a452d5af8107d94', operation='DELETE', pgid='pgtrigger_version_stays_6de81', table='collateral_assetversion', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='asset',
            name='current',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='current_of', to='collateral.assetversion'),
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('rating', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(blank=True, choices=[('outdated', 'Outdated'), ('wrong_fact', 'Wrong fact'), ('wrong_audience', 'Wrong audience'), ('proof_missing', 'Proof missing'), ('too_long', 'Too long'), ('off_message', 'Off-message'), ('hard_to_find', 'Hard to find'), ('worked_well', 'Worked well')], max_length=20)),
                ('what_would_help', models.CharField(blank=True, max_length=500)),
                ('text', models.TextField(blank=True, max_length=4000)),
                ('given_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback_given', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='collateral.assetversion')),
            ],
            options={
                'indexes': [models.Index(fields=['version', '-given_at'], name='feedback_given')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('version', 'author'), name='feedback_one_current'), models.CheckConstraint(condition=models.Q(('rating__range', (1, 5))), name='feedback_rating_1_to_5'), models.CheckConstraint(condition=models.Q(('reason__in', ['', 'outdated', 'wrong_fact', 'wrong_audience', 'proof_missing', 'too_long', 'off_message', 'hard_to_find', 'worked_well'])), name='feedback_reason_known'), models.CheckConstraint(condition=models.Q(('rating__gt', 2), models.Q(('reason__in', ['', 'worked_well']), _negated=True), _connector='OR'), name='feedback_low_has_a_reason')],
                'triggers': [pgtrigger.compiler.Trigger(name='feedback_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.replaced_at IS NULL AND NEW.replaced_at IS NOT NULL AND (OLD.id, OLD.version_id, OLD.author_id, OLD.rating, OLD.reason, OLD.what_would_help, OLD.text, OLD.given_at) = (NEW.id, NEW.version_id, NEW.author_id, NEW.rating, NEW.reason, NEW.what_would_help, NEW.text, NEW.given_at)))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='26137e9d80ad1ac3c93a34571748f24b961eb778', operation='UPDATE', pgid='pgtrigger_feedback_no_update_1c0ac', table='collateral_feedback', when='BEFORE')), pgtrigger.compiler.Trigger(name='feedback_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='a8e49ddea065e1829f136d7d1953ea3b28bd21ba', operation='DELETE', pgid='pgtrigger_feedback_no_delete_679dd', table='collateral_feedback', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('internal', models.BooleanField(default=False)),
                ('search', models.GeneratedField(db_persist=True, expression=models.Func(models.F('text'), function='collateral_vector'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='collateral.assetversion')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='passage_search')],
                'constraints': [models.UniqueConstraint(fields=('version', 'number', 'internal'), name='passage_once_per_page'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='passage_number_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True, max_length=4000)),
                ('for_whom', models.CharField(blank=True, max_length=200)),
                ('needed_by', models.DateField(blank=True, null=True)),
                ('searched', models.CharField(blank=True, max_length=200)),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales')], default='marketing', max_length=12)),
                ('state', models.CharField(choices=[('new', 'New'), ('accepted', 'Accepted'), ('in_progress', 'In progress'), ('delivered', 'Delivered'), ('confirmed', 'Confirmed'), ('reopened', 'Reopened'), ('declined', 'Declined')], default='new', max_length=12)),
                ('asked_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('declined_because', models.CharField(blank=True, max_length=1000)),
                ('answer', models.TextField(blank=True, max_length=4000)),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('missing', models.CharField(blank=True, max_length=1000)),
                ('reopened_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests_asked', to=settings.AUTH_USER_MODEL)),
                ('delivered_asset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delivered_for', to='collateral.asset')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests_owned', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state', 'new')), fields=['asked_at'], name='request_unanswered'), models.Index(condition=models.Q(('state__in', ['accepted', 'in_progress', 'reopened'])), fields=['due_on'], name='request_under_way'), models.Index(condition=models.Q(('delivered_at__isnull', False)), fields=['delivered_at'], name='request_delivered'), models.Index(condition=models.Q(('state', 'delivered')), fields=['delivered_at'], name='request_unconfirmed'), models.Index(fields=['-asked_at'], name='request_asked')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='request_has_a_title'), models.CheckConstraint(condition=models.Q(('side__in', ['marketing', 'sales'])), name='request_side_known'), models.CheckConstraint(condition=models.Q(('state__in', ['new', 'accepted', 'in_progress', 'delivered', 'confirmed', 'reopened', 'declined'])), name='request_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'in_progress', 'reopened']), _negated=True), models.Q(('due_on__isnull', False), ('owner__isnull', False)), _connector='OR'), name='request_promised_has_owner_and_date'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_progress'), _negated=True), ('started_at__isnull', False), _connector='OR'), name='request_in_progress_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['delivered', 'confirmed']), _negated=True), models.Q(('delivered_at__isnull', False), ('owner__isnull', False), models.Q(('delivered_asset__isnull', False), models.Q(('answer', ''), _negated=True), _connector='OR')), _connector='OR'), name='request_delivered_holds_something'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='request_confirmed_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'reopened'), _negated=True), models.Q(models.Q(('missing', ''), _negated=True), ('reopened_at__isnull', False)), _connector='OR'), name='request_reopened_says_what_is_missing'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('declined_because', ''), _negated=True), _connector='OR'), name='request_declined_says_why')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='9a6a7267ffc8191dd433157e99528f4c86aa82e2', operation='UPDATE', pgid='pgtrigger_count_revision_e9437', table='collateral_request', when='BEFORE')), pgtrigger.compiler.Trigger(name='request_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'request_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='111fdce6d5295e5a2a193643c1cfe0eb54bdf930', operation='INSERT OR UPDATE', pgid='pgtrigger_request_held_by_active_6d24e', table='collateral_request', when='BEFORE')), pgtrigger.compiler.Trigger(name='request_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{new:accepted,new:delivered,new:declined,accepted:in_progress,accepted:delivered,accepted:declined,in_progress:delivered,in_progress:declined,delivered:confirmed,delivered:reopened,reopened:in_progress,reopened:delivered,reopened:declined}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ace2d984c5288575bfdbf88d6105d0266c08ac62', operation='UPDATE', pgid='pgtrigger_request_moves_55254', table='collateral_request', when='BEFORE'))],
            },
        ),
        migrations.AddIndex(
            model_name='asset',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='asset_search'),
        ),
        migrations.AddIndex(
            model_name='asset',
            index=models.Index(fields=['state', '-published_at'], name='asset_state_published'),
        ),
        migrations.AddIndex(
            model_name='asset',
            index=models.Index(fields=['-published_at', 'id'], name='asset_newest'),
        ),
        migrations.AddIndex(
            model_name='asset',
            index=models.Index(fields=['title', 'id'], name='asset_title'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='asset_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['', 'internal', 'customers'])), name='asset_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'archived'])), name='asset_state_known'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('current__isnull', False), ('kind__isnull', False), ('published_at__isnull', False), models.Q(('audience', ''), _negated=True)), _connector='OR'), name='asset_published_is_complete'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'archived'), _negated=True), ('archived_at__isnull', False), _connector='OR'), name='asset_archived_has_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownerofcollateral',
            trigger=pgtrigger.compiler.Trigger(name='leaver_leaves_collateral', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_active AND NOT NEW.is_active)', func="\n        IF EXISTS (SELECT 1 FROM collateral_asset WHERE owner_id = NEW.id) OR EXISTS (SELECT 1 FROM collateral_request WHERE owner_id = NEW.id AND state NOT IN ('confirmed', 'declined')) THEN\n            RAISE EXCEPTION 'member_leaves_nothing_behind' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;", hash='d81f60ad6bc50d23b6ff5a90c7a10bb9632bcf3f', operation='UPDATE', pgid='pgtrigger_leaver_leaves_collateral_c7e81', table='people_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asset',
            trigger=pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='7e9033a7b1764d5b1e6b4aa4c28246eddd128708', operation='UPDATE', pgid='pgtrigger_count_revision_b507c', table='collateral_asset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asset',
            trigger=pgtrigger.compiler.Trigger(name='asset_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'asset_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='ccf2479707589a76f1148f3e11fa75f3173c5674', operation='INSERT OR UPDATE', pgid='pgtrigger_asset_held_by_active_c11f9', table='collateral_asset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asset',
            trigger=pgtrigger.compiler.Trigger(name='asset_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:published,published:draft,draft:archived,published:archived,archived:draft}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='73dc6fe8b2dd2a810ab06a1ac3eb52fd1381722a', operation='UPDATE', pgid='pgtrigger_asset_moves_931d7', table='collateral_asset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asset',
            trigger=pgtrigger.compiler.Trigger(name='asset_words', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    NEW.search = setweight(collateral_vector(NEW.title), 'A')\n                        || setweight(collateral_vector(NEW.summary), 'B');\n                    RETURN NEW;", hash='3d983545cf69302e3dfd6ae788f145cc697e5fa9', operation='INSERT OR UPDATE', pgid='pgtrigger_asset_words_51ca9', table='collateral_asset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asset',
            trigger=pgtrigger.compiler.Trigger(name='asset_kind_of_its_list', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.kind_id IS NOT NULL AND NOT EXISTS\n                        (SELECT 1 FROM people_choice WHERE id = NEW.kind_id AND list = 'asset_kind') THEN\n                        RAISE EXCEPTION 'asset_kind_of_its_list' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;", hash='694db8ae9d93fd365d7f4df56f1fe01a655a2746', operation='INSERT OR UPDATE OF "kind_id"', pgid='pgtrigger_asset_kind_of_its_list_ab6a6', table='collateral_asset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asset',
            trigger=pgtrigger.compiler.Trigger(name='asset_shows_its_own_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.current_id IS NOT NULL AND NOT EXISTS\n                        (SELECT 1 FROM collateral_assetversion WHERE id = NEW.current_id AND asset_id = NEW.id) THEN\n                        RAISE EXCEPTION 'asset_shows_its_own_version' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;", hash='acef40a0eb8d663ae2ac3e32a72fa70ec18553c8', operation='INSERT OR UPDATE OF "current_id"', pgid='pgtrigger_asset_shows_its_own_version_06709', table='collateral_asset', when='BEFORE')),
        ),
    ]
