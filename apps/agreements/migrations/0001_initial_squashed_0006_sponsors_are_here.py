import apps.core.ids
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('agreements', '0001_initial'), ('agreements', '0002_suggestions'), ('agreements', '0003_standing_in'), ('agreements', '0004_terms'), ('agreements', '0005_audience_teams'), ('agreements', '0006_sponsors_are_here')]

    initial = True

    dependencies = [
        ('people', '0002_system_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='SponsorOfAgreements',
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
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('text', 'Plain text'), ('definition', 'Lead definition'), ('plan', 'Plan')], max_length=12)),
                ('title', models.CharField(max_length=200)),
                ('review_on', models.DateField(null=True)),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('sales', 'Sales'), ('marketing', 'Marketing'), ('leadership', 'Leadership'), ('other', 'Other')], max_length=12), default=list, size=None)),
                ('about_kind', models.CharField(max_length=40, null=True)),
                ('about_id', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField()),
                ('steps', models.PositiveIntegerField(default=0, editable=False)),
                ('audience_teams', models.ManyToManyField(blank=True, related_name='+', to='people.team')),
                ('consulted', models.ManyToManyField(blank=True, related_name='consulted_on', to=settings.AUTH_USER_MODEL)),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sponsored_agreements', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='agreement_has_a_title'), models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'definition', 'plan'])), name='agreement_kind_known'), models.CheckConstraint(condition=models.Q(('audience__contained_by', ['sales', 'marketing', 'leadership', 'other'])), name='agreement_audience_known'), models.CheckConstraint(condition=models.Q(models.Q(('about_id__isnull', True), ('about_kind__isnull', True), ('kind', 'text')), models.Q(models.Q(('kind', 'text'), _negated=True), ('about_id__isnull', False), ('about_kind__isnull', False)), _connector='OR'), name='agreement_about_its_matter'), models.UniqueConstraint(fields=('about_kind', 'about_id'), name='agreement_once_about_a_thing')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='19ecbd0dadea915321662589dce27614991853cd', operation='UPDATE', pgid='pgtrigger_count_revision_c34e8', table='agreements_agreement', when='BEFORE')), pgtrigger.compiler.Trigger(name='agreement_named', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.title, OLD.kind, OLD.about_kind, OLD.about_id) IS DISTINCT FROM (NEW.title, NEW.kind, NEW.about_kind, NEW.about_id))', func="IF NOT EXISTS (SELECT 1 FROM agreements_version WHERE agreement_id = NEW.id AND state <> 'draft') THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'what was proposed keeps its title and its matter' USING ERRCODE = 'check_violation';", hash='937de431099f15d4f403e6149151d74f9a95321e', operation='UPDATE', pgid='pgtrigger_agreement_named_be849', table='agreements_agreement', when='BEFORE')), pgtrigger.compiler.Trigger(name='agreement_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.sponsor_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.sponsor_id IS DISTINCT FROM OLD.sponsor_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.sponsor_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'agreement_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='5d80933e617242e0e4d57dd8975982bdcb6388e9', operation='INSERT OR UPDATE OF "sponsor_id"', pgid='pgtrigger_agreement_held_by_active_709c4', table='agreements_agreement', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('effective_on', models.DateField(null=True)),
                ('expires_on', models.DateField(null=True)),
                ('is_trial', models.BooleanField(default=False)),
                ('ends_it', models.BooleanField(default=False)),
                ('leeway_days', models.PositiveSmallIntegerField(default=0)),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('content', models.JSONField()),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('answer_by', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Proxy',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('named_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proxies', to='agreements.agreement')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proxy_in', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('agreement', 'member'), name='proxy_one_at_a_time'), models.CheckConstraint(condition=models.Q(('member', models.F('to')), _negated=True), name='proxy_is_another'), models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('until_on'))), name='proxy_days_in_order')],
                'triggers': [pgtrigger.compiler.Trigger(name='proxy_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND (OLD.id, OLD.agreement_id, OLD.member_id, OLD.to_id, OLD.from_on, OLD.until_on, OLD.named_at) IS NOT DISTINCT FROM (NEW.id, NEW.agreement_id, NEW.member_id, NEW.to_id, NEW.from_on, NEW.until_on, NEW.named_at)))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='66ca6b99ca25805bc610d039142f7f9f7b325b97', operation='UPDATE', pgid='pgtrigger_proxy_no_update_4bfd4', table='agreements_proxy', when='BEFORE')), pgtrigger.compiler.Trigger(name='proxy_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='6531f2085ed99d0fa612f85671982166348e5e19', operation='DELETE', pgid='pgtrigger_proxy_no_delete_50e77', table='agreements_proxy', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('sales', 'Sales'), ('marketing', 'Marketing'), ('leadership', 'Leadership'), ('other', 'Other')], max_length=12)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Reseating',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reseatings', to='agreements.proposal')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reseatings', to='agreements.seat')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reseating_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('to', models.F('by')), _negated=True), models.Q(('to', models.F('before')), _negated=True)), name='reseating_never_to_oneself')],
                'triggers': [pgtrigger.compiler.Trigger(name='reseating_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='fef6dd38ee9050894731a503403e1ea081b72f72', operation='UPDATE', pgid='pgtrigger_reseating_no_update_900d3', table='agreements_reseating', when='BEFORE')), pgtrigger.compiler.Trigger(name='reseating_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='04349603abdcef8c467812537b9d1cc6d5f5f1e5', operation='DELETE', pgid='pgtrigger_reseating_no_delete_2e439', table='agreements_reseating', when='BEFORE')), pgtrigger.compiler.Trigger(name='reseating_of_silence', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM agreements_proposal p JOIN agreements_version v ON v.id = p.version_id JOIN agreements_agreement a ON a.id = v.agreement_id JOIN agreements_seat s ON s.version_id = v.id WHERE p.id = NEW.proposal_id AND v.state = 'proposed' AND s.id = NEW.seat_id AND s.member_id = NEW.before_id AND a.sponsor_id = NEW.by_id AND NEW.at >= p.at + interval '10 days' AND p.number = (SELECT max(number) FROM agreements_proposal WHERE version_id = v.id)) AND NOT EXISTS (SELECT 1 FROM agreements_signature WHERE proposal_id = NEW.proposal_id AND seat_id = NEW.seat_id AND member_id = NEW.before_id) AND NOT EXISTS (SELECT 1 FROM agreements_objection WHERE proposal_id = NEW.proposal_id AND seat_id = NEW.seat_id AND member_id = NEW.before_id AND withdrawn_at IS NULL) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'a seat that has answered, or was asked lately, is given to nobody else' USING ERRCODE = 'check_violation';", hash='2c8507d0f318bae0e699cbcc71593b35a27f5037', operation='INSERT', pgid='pgtrigger_reseating_of_silence_c9c5f', table='agreements_reseating', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('by_token', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('why', models.TextField()),
                ('would_do', models.TextField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proxy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='agreements.proposal')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='agreements.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('proposal', 'seat', 'number'), name='objection_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('why', ''), _negated=True), models.Q(('would_do', ''), _negated=True)), name='objection_says_why')],
                'triggers': [pgtrigger.compiler.Trigger(name='objection_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.withdrawn_at IS NULL AND (OLD.id, OLD.proposal_id, OLD.seat_id, OLD.member_id, OLD.proxy_id, OLD.number, OLD.digest, OLD.by_token, OLD.at, OLD.why, OLD.would_do) IS NOT DISTINCT FROM (NEW.id, NEW.proposal_id, NEW.seat_id, NEW.member_id, NEW.proxy_id, NEW.number, NEW.digest, NEW.by_token, NEW.at, NEW.why, NEW.would_do)))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='12011e477eee5925f1a67254101e94289bf4922c', operation='UPDATE', pgid='pgtrigger_objection_no_update_39091', table='agreements_objection', when='BEFORE')), pgtrigger.compiler.Trigger(name='objection_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='0bc2f108f7a3163aeae4091a814493cb82511c28', operation='DELETE', pgid='pgtrigger_objection_no_delete_ae879', table='agreements_objection', when='BEFORE')), pgtrigger.compiler.Trigger(name='objection_answers', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM agreements_proposal p JOIN agreements_version v ON v.id = p.version_id JOIN agreements_seat s ON s.version_id = v.id WHERE p.id = NEW.proposal_id AND s.id = NEW.seat_id AND s.member_id = NEW.member_id AND p.digest = NEW.digest AND p.number = (SELECT max(number) FROM agreements_proposal WHERE version_id = v.id) AND v.state IN ('proposed')) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'an answer is given by a seat to what is proposed now' USING ERRCODE = 'check_violation';", hash='e195ebc86c19112c6842ebd95d97e350c6e9bd95', operation='INSERT', pgid='pgtrigger_objection_answers_54687', table='agreements_objection', when='BEFORE')), pgtrigger.compiler.Trigger(name='objection_proxy', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.proxy_id IS NOT NULL)', func="IF EXISTS (\n    SELECT 1 FROM agreements_seat s JOIN agreements_version v ON v.id = s.version_id\n    JOIN agreements_proxy x ON x.agreement_id = v.agreement_id AND x.member_id = NEW.member_id\n    JOIN people_member m ON m.id = NEW.member_id\n    JOIN people_absence a ON a.member_id = m.id\n    WHERE s.id = NEW.seat_id AND x.to_id = NEW.proxy_id AND x.ended_at IS NULL AND x.named_at <= NEW.at\n        AND (NEW.at AT TIME ZONE m.time_zone)::date BETWEEN x.from_on AND x.until_on\n        AND (NEW.at AT TIME ZONE m.time_zone)::date BETWEEN a.from_on AND a.until_on\n) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'nobody named them to answer here on this day' USING ERRCODE = 'check_violation';", hash='5510af2516113c0c41d7f033ed6d01fd0599b6cb', operation='INSERT', pgid='pgtrigger_objection_proxy_7277b', table='agreements_objection', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('by_token', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('words', models.TextField(blank=True)),
                ('concern', models.TextField(blank=True)),
                ('as_successor', models.BooleanField(default=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='agreements.proposal')),
                ('proxy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='agreements.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('proposal', 'seat', 'number'), name='signature_number_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='signature_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='f24bba0b769bbdea9ad8057b67f55d9ec560d8ac', operation='UPDATE', pgid='pgtrigger_signature_no_update_def51', table='agreements_signature', when='BEFORE')), pgtrigger.compiler.Trigger(name='signature_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='30c1140df4b1af35210b8edc5bb6878dac8e07fb', operation='DELETE', pgid='pgtrigger_signature_no_delete_d93a8', table='agreements_signature', when='BEFORE')), pgtrigger.compiler.Trigger(name='signature_answers', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM agreements_proposal p JOIN agreements_version v ON v.id = p.version_id JOIN agreements_seat s ON s.version_id = v.id WHERE p.id = NEW.proposal_id AND s.id = NEW.seat_id AND s.member_id = NEW.member_id AND p.digest = NEW.digest AND p.number = (SELECT max(number) FROM agreements_proposal WHERE version_id = v.id) AND v.state IN ('proposed', 'signed')) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'an answer is given by a seat to what is proposed now' USING ERRCODE = 'check_violation';", hash='b8e50626c55773065780f3683552da496f1cb1de', operation='INSERT', pgid='pgtrigger_signature_answers_5d53f', table='agreements_signature', when='BEFORE')), pgtrigger.compiler.Trigger(name='signature_proxy', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.proxy_id IS NOT NULL)', func="IF EXISTS (\n    SELECT 1 FROM agreements_seat s JOIN agreements_version v ON v.id = s.version_id\n    JOIN agreements_proxy x ON x.agreement_id = v.agreement_id AND x.member_id = NEW.member_id\n    JOIN people_member m ON m.id = NEW.member_id\n    JOIN people_absence a ON a.member_id = m.id\n    WHERE s.id = NEW.seat_id AND x.to_id = NEW.proxy_id AND x.ended_at IS NULL AND x.named_at <= NEW.at\n        AND (NEW.at AT TIME ZONE m.time_zone)::date BETWEEN x.from_on AND x.until_on\n        AND (NEW.at AT TIME ZONE m.time_zone)::date BETWEEN a.from_on AND a.until_on\n) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'nobody named them to answer here on this day' USING ERRCODE = 'check_violation';", hash='85b0e2e2314771e7121c3de91e31b3de9c30d345', operation='INSERT', pgid='pgtrigger_signature_proxy_cc39f', table='agreements_signature', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('effective_on', models.DateField(null=True)),
                ('expires_on', models.DateField(null=True)),
                ('is_trial', models.BooleanField(default=False)),
                ('ends_it', models.BooleanField(default=False)),
                ('leeway_days', models.PositiveSmallIntegerField(default=0)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('proposed', 'Proposed'), ('signed', 'Signed'), ('withdrawn', 'Withdrawn'), ('ended', 'Ended')], default='draft', max_length=10)),
                ('content', models.JSONField(default=dict)),
                ('text', models.TextField(blank=True)),
                ('what_changed', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('effective_from', models.DateTimeField(null=True)),
                ('entered_at', models.DateTimeField(null=True)),
                ('read_by', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('end_reason', models.CharField(blank=True, choices=[('superseded', 'Superseded'), ('expired', 'Expired'), ('terminated', 'Terminated')], max_length=12)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='agreements.agreement')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('entered_at__isnull', True)), fields=['effective_from'], name='version_to_enter'), models.Index(condition=models.Q(('end_reason', 'expired'), ('state', 'signed')), fields=['ends_at'], name='version_to_expire'), models.Index(condition=models.Q(('state', 'signed')), fields=['read_by'], name='version_read_by')],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'number'), name='agreement_version_number_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'proposed']), models.Q(('entered_at__isnull', True), ('state', 'signed')), _connector='OR'), fields=('agreement',), name='version_one_open'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('effective_from__isnull', False)), expressions=[('agreement', '='), (models.Func(models.F('effective_from'), models.F('ends_at'), function='tstzrange'), '&&')], name='version_one_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('effective_from__isnull', False), ('signed_at__isnull', False), ('state__in', ['signed', 'ended'])), models.Q(('state__in', ['draft', 'proposed', 'withdrawn']), ('effective_from__isnull', True), ('ends_at__isnull', True), ('entered_at__isnull', True), ('signed_at__isnull', True)), _connector='OR'), name='version_signed_counts_from_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ends_at__isnull', True), models.Q(('state', 'ended'), _negated=True)), models.Q(('ends_at__gte', models.F('effective_from')), ('ends_at__isnull', False), ('end_reason__in', ['superseded', 'expired', 'terminated'])), _connector='OR'), name='version_ends_for_a_reason'), models.CheckConstraint(condition=models.Q(('is_trial', False), ('expires_on__isnull', False), _connector='OR'), name='version_trial_ends'), models.CheckConstraint(condition=models.Q(('ends_it', False), models.Q(('expires_on__isnull', True), ('is_trial', False)), _connector='OR'), name='version_that_ends_it_has_no_end'), models.CheckConstraint(condition=models.Q(models.Q(('entered_at__isnull', True), ('read_by__isnull', True)), models.Q(('entered_at__isnull', False), ('read_by__isnull', False)), _connector='OR'), name='version_read_by_a_time')],
                'triggers': [pgtrigger.compiler.Trigger(name='version_a_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('draft', 'proposed'), ('proposed', 'draft'), ('proposed', 'withdrawn'), ('proposed', 'signed'), ('signed', 'ended')))", func="RAISE EXCEPTION 'a version does not go there from its state' USING ERRCODE = 'check_violation';", hash='74f6584a2f68e6a3b57d2f160eb1930b929f5014', operation='UPDATE', pgid='pgtrigger_version_a_legal_jump_068ba', table='agreements_version', when='BEFORE')), pgtrigger.compiler.Trigger(name='version_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('draft'))", func="RAISE EXCEPTION 'a version begins as a draft' USING ERRCODE = 'check_violation';", hash='858f3606788d584596d0d88b0869e06d3e9b38ca', operation='INSERT', pgid='pgtrigger_version_first_state_360d4', table='agreements_version', when='BEFORE')), pgtrigger.compiler.Trigger(name='version_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state <> 'draft' AND (OLD.agreement_id, OLD.number, OLD.content, OLD.text, OLD.what_changed, OLD.effective_on, OLD.expires_on, OLD.is_trial, OLD.ends_it, OLD.leeway_days) IS DISTINCT FROM (NEW.agreement_id, NEW.number, NEW.content, NEW.text, NEW.what_changed, NEW.effective_on, NEW.expires_on, NEW.is_trial, NEW.ends_it, NEW.leeway_days))", func="RAISE EXCEPTION 'what was proposed is kept as it is' USING ERRCODE = 'check_violation';", hash='5965019421f673ddb024d73cd9e83c911992fd3d', operation='UPDATE', pgid='pgtrigger_version_frozen_d8a1b', table='agreements_version', when='BEFORE')), pgtrigger.compiler.Trigger(name='version_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.agreement_id, OLD.number) IS DISTINCT FROM (NEW.agreement_id, NEW.number))', func="RAISE EXCEPTION 'a version keeps its agreement and its number' USING ERRCODE = 'check_violation';", hash='5efca3bb66361435cc724875071b62082478c05b', operation='UPDATE', pgid='pgtrigger_version_stays_ba1f3', table='agreements_version', when='BEFORE')), pgtrigger.compiler.Trigger(name='version_dates_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.signed_at IS NOT NULL AND ((OLD.signed_at, OLD.effective_from) IS DISTINCT FROM (NEW.signed_at, NEW.effective_from) OR OLD.ends_at IS NOT NULL AND (OLD.ends_at, OLD.end_reason) IS DISTINCT FROM (NEW.ends_at, NEW.end_reason) AND NOT (OLD.state = 'signed' AND OLD.end_reason = 'expired' AND NEW.end_reason IN ('superseded', 'terminated') AND NEW.ends_at <= OLD.ends_at) OR OLD.entered_at IS NOT NULL AND OLD.entered_at IS DISTINCT FROM NEW.entered_at))", func="RAISE EXCEPTION 'since when a version counts is kept as it is' USING ERRCODE = 'check_violation';", hash='e4b7de116964fb395e5485690af65c6157879d7e', operation='UPDATE', pgid='pgtrigger_version_dates_stay_23d5a', table='agreements_version', when='BEFORE')), pgtrigger.compiler.Trigger(name='version_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF OLD.state = 'draft' AND NOT EXISTS (SELECT 1 FROM agreements_proposal WHERE version_id = OLD.id) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'versions are kept' USING ERRCODE = 'check_violation';", hash='5739f3cadcded52c399db348fb51d6393273e154', operation='DELETE', pgid='pgtrigger_version_kept_7f2d5', table='agreements_version', when='BEFORE')), pgtrigger.compiler.Trigger(name='version_as_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state = 'draft' AND NEW.state = 'proposed')", func="IF EXISTS (SELECT 1 FROM agreements_proposal p WHERE p.version_id = NEW.id AND p.content = NEW.content AND p.text = NEW.text AND p.effective_on IS NOT DISTINCT FROM NEW.effective_on AND p.expires_on IS NOT DISTINCT FROM NEW.expires_on AND p.is_trial = NEW.is_trial AND p.ends_it = NEW.ends_it AND p.leeway_days = NEW.leeway_days AND p.number = (SELECT max(number) FROM agreements_proposal WHERE version_id = NEW.id)) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'what is proposed is not what the proposal says' USING ERRCODE = 'check_violation';", hash='dd5c3ca85ffc55fafa8f39a8440cec11112e5a38', operation='UPDATE', pgid='pgtrigger_version_as_proposed_73b16', table='agreements_version', when='BEFORE')), pgtrigger.compiler.Trigger(name='version_signed_by_all', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state = 'proposed' AND NEW.state = 'signed')", func="IF NOT EXISTS (\n    SELECT 1 FROM agreements_seat s WHERE s.version_id = NEW.id AND NOT EXISTS (\n        SELECT 1 FROM agreements_signature g JOIN agreements_proposal p ON p.id = g.proposal_id\n        WHERE g.seat_id = s.id AND g.member_id = s.member_id AND p.version_id = NEW.id AND g.digest = p.digest\n            AND p.number = (SELECT max(number) FROM agreements_proposal WHERE version_id = NEW.id)\n            AND NOT EXISTS (SELECT 1 FROM agreements_objection o\n                WHERE o.seat_id = s.id AND o.proposal_id = p.id AND o.number > g.number))\n) AND (SELECT count(DISTINCT side) FROM agreements_seat WHERE version_id = NEW.id AND side IN ('sales', 'marketing')) = 2 THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'not every seat has agreed to what is proposed' USING ERRCODE = 'check_violation';", hash='ef0a44e7d14fa2a33a6518521c4bf71ee077f299', operation='UPDATE', pgid='pgtrigger_version_signed_by_all_90343', table='agreements_version', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('why', models.TextField()),
                ('was', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('answer_by', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('taken', 'Taken'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='open', max_length=9)),
                ('answered_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='agreements.version')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['answer_by'], name='suggestion_waits')],
                'constraints': [models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='suggestion_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), ('was', '')), models.Q(models.Q(('text', ''), _negated=True), models.Q(('text', models.F('was')), _negated=True)), _connector='OR'), name='suggestion_changes_something'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('reason', ''), ('state', 'open')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('reason', ''), ('state__in', ['taken', 'withdrawn'])), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state', 'declined'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='suggestion_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('answered_by', models.F('by')), _connector='OR'), name='suggestion_withdrawn_by_its_author')],
                'triggers': [pgtrigger.compiler.Trigger(name='suggestion_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state <> 'open' OR (OLD.version_id, OLD.by_id, OLD.why, OLD.was, OLD.text, OLD.at) IS DISTINCT FROM (NEW.version_id, NEW.by_id, NEW.why, NEW.was, NEW.text, NEW.at))", func="RAISE EXCEPTION 'what was suggested stays, and is answered once' USING ERRCODE = 'check_violation';", hash='40b9dbc1699d2d083edb3c00224269de7a1a6d93', operation='UPDATE', pgid='pgtrigger_suggestion_stays_5479a', table='agreements_suggestion', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='seat',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='agreements.version'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='agreements.version'),
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('what', models.CharField(max_length=300)),
                ('changes', models.JSONField()),
                ('talk_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('talk_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='agreements.version')),
            ],
            options={
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='move_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('talk_at__isnull', True), ('talk_by__isnull', True)), models.Q(('talk_at__isnull', False), ('talk_by__isnull', False)), _connector='OR'), name='move_talk_asked_by_somebody')],
                'triggers': [pgtrigger.compiler.Trigger(name='move_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.talk_at IS NULL AND (OLD.id, OLD.version_id, OLD.by_id, OLD.at, OLD.what, OLD.changes, OLD.about_kind, OLD.about_id) IS NOT DISTINCT FROM (NEW.id, NEW.version_id, NEW.by_id, NEW.at, NEW.what, NEW.changes, NEW.about_kind, NEW.about_id)))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='712c21fcc5bb6fed0f5d6e15b3714b41f6e71ea4', operation='UPDATE', pgid='pgtrigger_move_no_update_6518d', table='agreements_move', when='BEFORE')), pgtrigger.compiler.Trigger(name='move_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='7346e5d6a1f54ae0331e199e792f221520bbe52e', operation='DELETE', pgid='pgtrigger_move_no_delete_cbff8', table='agreements_move', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('question', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='agreements.version')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'member'), name='acknowledged_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='acknowledgement_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='6a5b6293ecb582954b7d6d132b496134127e3901', operation='UPDATE', pgid='pgtrigger_acknowledgement_no_update_dd83e', table='agreements_acknowledgement', when='BEFORE')), pgtrigger.compiler.Trigger(name='acknowledgement_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='e74a2bf778a036101fce5260aa14f57acf1c6cb4', operation='DELETE', pgid='pgtrigger_acknowledgement_no_delete_b1dc8', table='agreements_acknowledgement', when='BEFORE')), pgtrigger.compiler.Trigger(name='acknowledgement_counts', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM agreements_version WHERE id = NEW.version_id AND state = 'signed' AND entered_at IS NOT NULL) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'what counts now is read' USING ERRCODE = 'check_violation';", hash='fce35fa333e245099cf5a304760926e5a4b7aeb0', operation='INSERT', pgid='pgtrigger_acknowledgement_counts_2c252', table='agreements_acknowledgement', when='BEFORE'))],
            },
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('version', 'member'), name='seat_one_per_person'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['sales', 'marketing', 'leadership', 'other'])), name='seat_side_known'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['answer_by'], name='proposal_answer_by'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='proposal_number_once'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='proposal_digest'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='proposal_says_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sponsorofagreements',
            trigger=pgtrigger.compiler.Trigger(name='leaver_leaves_agreements', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_active AND NOT NEW.is_active)', func="\n        IF EXISTS (SELECT 1 FROM agreements_agreement WHERE sponsor_id = NEW.id) THEN\n            RAISE EXCEPTION 'member_leaves_nothing_behind' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;", hash='f288821cea683122411e844d1caa6fc6cfd31ecf', operation='UPDATE', pgid='pgtrigger_leaver_leaves_agreements_f09e3', table='people_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='seat_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM agreements_version WHERE id = NEW.version_id AND state = 'draft') THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'seats are set in a draft' USING ERRCODE = 'check_violation';", hash='36832fa0915a8a57e8fe10d4b690abed85174dfd', operation='INSERT', pgid='pgtrigger_seat_added_f7a77', table='agreements_seat', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='seat_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM agreements_version WHERE id = OLD.version_id AND state = 'draft') THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'seats are set in a draft' USING ERRCODE = 'check_violation';", hash='a9db0b68738729e64457ea617075e46cb5744cfb', operation='DELETE', pgid='pgtrigger_seat_removed_2ca2e', table='agreements_seat', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='seat_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.version_id, OLD.side) IS DISTINCT FROM (NEW.version_id, NEW.side))', func="RAISE EXCEPTION 'a seat keeps its side and its version' USING ERRCODE = 'check_violation';", hash='b375a93b8d6a570a160eae70989cd2e8a31ace76', operation='UPDATE', pgid='pgtrigger_seat_stays_168f3', table='agreements_seat', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='seat_held', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.member_id IS DISTINCT FROM NEW.member_id)', func="IF EXISTS (SELECT 1 FROM people_member WHERE id = OLD.member_id AND NOT is_active) OR EXISTS (SELECT 1 FROM agreements_reseating r JOIN agreements_version v ON v.id = OLD.version_id WHERE r.seat_id = OLD.id AND r.before_id = OLD.member_id AND r.to_id = NEW.member_id AND v.state = 'proposed' AND r.proposal_id = (SELECT id FROM agreements_proposal WHERE version_id = v.id ORDER BY number DESC LIMIT 1)) THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'a seat changes hands once its holder has left' USING ERRCODE = 'check_violation';", hash='1266f1d48952a3d36e670821afebf6596011fb5f', operation='UPDATE', pgid='pgtrigger_seat_held_2ee11', table='agreements_seat', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposal',
            trigger=pgtrigger.compiler.Trigger(name='proposal_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='583d6f2ca70ebd1e61d32dead147851e5487fd6f', operation='UPDATE', pgid='pgtrigger_proposal_no_update_9b583', table='agreements_proposal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposal',
            trigger=pgtrigger.compiler.Trigger(name='proposal_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='a7e769980fb5457597c3269cd1fa19b80cfbd3fb', operation='DELETE', pgid='pgtrigger_proposal_no_delete_438f0', table='agreements_proposal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='proposal',
            trigger=pgtrigger.compiler.Trigger(name='proposal_of_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM agreements_version WHERE id = NEW.version_id AND state = 'draft') THEN RETURN COALESCE(NEW, OLD); END IF; RAISE EXCEPTION 'only a draft is proposed' USING ERRCODE = 'check_violation';", hash='809c851ba44f16f4550f4a0d4993af24a4b8f879', operation='INSERT', pgid='pgtrigger_proposal_of_draft_31e77', table='agreements_proposal', when='BEFORE')),
        ),
    ]
