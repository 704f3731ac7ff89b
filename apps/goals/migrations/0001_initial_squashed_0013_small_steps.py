import apps.core.ids
import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('goals', '0001_initial'), ('goals', '0002_owners_are_here'), ('goals', '0003_plans_and_measures'), ('goals', '0004_obstacles_are_held'), ('goals', '0005_noted_while_there'), ('goals', '0006_phases_of_a_measure'), ('goals', '0007_leeway'), ('goals', '0008_scoreboard_links'), ('goals', '0009_where_it_was_raised'), ('goals', '0010_what_a_plan_says'), ('goals', '0011_consequences_are_invoked'), ('goals', '0012_closing_and_reading'), ('goals', '0013_small_steps')]

    initial = True

    dependencies = [
        ('agreements', '0001_initial_squashed_0006_sponsors_are_here'),
        ('people', '0002_system_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnerOfGoals',
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
            name='Goal',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True)),
                ('side', models.CharField(choices=[('joint', 'Joint'), ('sales', 'Sales'), ('marketing', 'Marketing')], max_length=12, null=True)),
                ('due_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField()),
                ('is_root', models.BooleanField(default=False)),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('unit', models.CharField(choices=[('money', 'Money'), ('number', 'A number'), ('percent', 'Per cent'), ('yes_no', 'Yes or no')], max_length=8, null=True)),
                ('direction', models.CharField(choices=[('reach', 'Reach it'), ('keep', 'Keep within bounds')], max_length=8, null=True)),
                ('baseline', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('target', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('lower', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('upper', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('starts_on', models.DateField(null=True)),
                ('phase_days', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None)),
                ('phase_values', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=4, max_digits=18), default=list, size=None)),
                ('check_in_days', models.PositiveSmallIntegerField(null=True)),
                ('conditions', models.JSONField(default=list)),
                ('consequence', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.CharField(choices=[('team', 'Both teams together'), ('executives', 'The executives')], max_length=10, null=True)),
                ('state', models.CharField(choices=[('active', 'Open'), ('achieved', 'Achieved'), ('missed', 'Missed'), ('dropped', 'Dropped')], default='active', max_length=8)),
                ('agreed_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
                ('carried_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='goals.goal')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='goals.goal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('due_on', models.DateField()),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='goals.goal')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['due_on', 'id'], name='milestone_ahead')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='milestone_has_a_title'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='milestone_done_by_somebody')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='1235cf2083b0f6e3f3e1638a16e1240a5d3c17bf', operation='UPDATE', pgid='pgtrigger_count_revision_63111', table='goals_milestone', when='BEFORE')), pgtrigger.compiler.Trigger(name='milestone_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (NEW.done_at IS NULL) AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id OR NOT (OLD.done_at IS NULL)) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'milestone_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='9a915bbcae174717156028b1972b2372bafdeb03', operation='INSERT OR UPDATE', pgid='pgtrigger_milestone_held_by_active_d18c6', table='goals_milestone', when='BEFORE')), pgtrigger.compiler.Trigger(name='milestone_agreed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD.title, OLD.due_on, OLD.goal_id) IS DISTINCT FROM (NEW.title, NEW.due_on, NEW.goal_id))', func='\n    IF EXISTS (\n        SELECT 1 FROM goals_agreedactivity a JOIN agreements_version v ON v.id = a.agreed_version_id\n        WHERE a.milestone_id = NEW.id AND v.state = \'signed\' AND v.effective_from IS NOT NULL\n        AND (v.ends_at IS NULL OR v.ends_at > clock_timestamp())\n        AND NOT EXISTS (\n            SELECT 1 FROM jsonb_array_elements(v.content->\'activities\') said\n            WHERE said->>\'id\' = a.id::text AND said->>\'title\' = NEW.title AND said->>\'goal_id\' = NEW.goal_id::text\n            AND ((said->>\'due_on\')::date = NEW.due_on OR v.leeway_days > 0 AND v.leeway_days >= (\n        SELECT count(*) FROM people_company c CROSS JOIN LATERAL generate_series(\n            least((said->>\'due_on\')::date, NEW.due_on) + 1,\n            greatest((said->>\'due_on\')::date, NEW.due_on),\n            interval \'1 day\'\n        ) day\n        WHERE extract(isodow FROM day)::int - 1 = ANY(c.work_days)\n        AND NOT EXISTS (SELECT 1 FROM people_closedday x WHERE x."on" = day::date)\n    ))\n        )\n    ) THEN\n        RAISE EXCEPTION \'milestone % stands in a plan in force\', NEW.id\n            USING ERRCODE = \'check_violation\', CONSTRAINT = \'milestone_agreed_stays\';\n    END IF;\n    RETURN NEW;\n', hash='0494cd0257963dd83f19a2bccbf293efb6de88a1', operation='UPDATE', pgid='pgtrigger_milestone_agreed_stays_9bf5d', table='goals_milestone', when='BEFORE')), pgtrigger.compiler.Trigger(name='milestone_of_an_open_goal', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE stands TEXT;', func="\n    SELECT g.state INTO stands FROM goals_goal g WHERE g.id = NEW.goal_id FOR SHARE;\n    IF stands <> 'active' THEN\n        RAISE EXCEPTION 'a milestone of a closed goal'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_of_an_open_goal';\n    END IF;\n    RETURN NEW;\n", hash='3444c0385d5cf054409a407752d763cb6f2eb276', operation='INSERT', pgid='pgtrigger_milestone_of_an_open_goal_9b404', table='goals_milestone', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept_milestone_of_an_open_goal', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT ((OLD.goal_id, OLD.title, OLD.due_on, OLD.done_at) IS NOT DISTINCT FROM (NEW.goal_id, NEW.title, NEW.due_on, NEW.done_at)))', declare='DECLARE stands TEXT;', func="\n    SELECT g.state INTO stands FROM goals_goal g WHERE g.id = NEW.goal_id FOR SHARE;\n    IF stands <> 'active' THEN\n        RAISE EXCEPTION 'a kept_milestone of a closed goal'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'kept_milestone_of_an_open_goal';\n    END IF;\n    RETURN NEW;\n", hash='47b09a75128d5119bce262341204f44dd9ce9553', operation='UPDATE', pgid='pgtrigger_kept_milestone_of_an_open_goal_6115a', table='goals_milestone', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Obstacle',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('blocks_kind', models.CharField(max_length=40)),
                ('blocks_id', models.UUIDField()),
                ('what', models.CharField(max_length=200)),
                ('since', models.DateField()),
                ('remove_by', models.DateField(null=True)),
                ('state', models.CharField(choices=[('raised', 'Raised'), ('accepted', 'Being removed'), ('removed', 'Removed'), ('lived_with', 'We live with it')], default='raised', max_length=10)),
                ('raised_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.TextField(blank=True)),
                ('origin_kind', models.CharField(max_length=40, null=True)),
                ('origin_id', models.UUIDField(null=True)),
                ('own_doing', models.BooleanField(default=False)),
                ('excuses', models.BooleanField(null=True)),
                ('judged_at', models.DateTimeField(null=True)),
                ('judged_why', models.TextField(blank=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('remover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['remover', 'state'], name='obstacle_of_remover'), models.Index(fields=['blocks_id', 'blocks_kind'], name='obstacle_blocking'), models.Index(condition=models.Q(('state__in', ['raised', 'accepted'])), fields=['remove_by'], name='obstacle_ahead')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='obstacle_says_what'), models.CheckConstraint(condition=models.Q(('blocks_kind__in', ['task', 'goal'])), name='obstacle_blocks_a_task_or_goal'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('state__in', ['raised', 'accepted'])), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state__in', ['removed', 'lived_with'])), _connector='OR'), name='obstacle_closed_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'lived_with'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='obstacle_lived_with_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('origin_id__isnull', True), ('origin_kind__isnull', True)), models.Q(('origin_id__isnull', False), ('origin_kind', 'meeting'), ('origin_kind__isnull', False)), _connector='OR'), name='obstacle_origin_whole'), models.CheckConstraint(condition=models.Q(models.Q(('excuses__isnull', True), ('judged_at__isnull', True), ('judged_by__isnull', True), ('judged_why', '')), models.Q(('excuses__isnull', False), ('judged_at__isnull', False), ('judged_by__isnull', False), models.Q(('judged_why', ''), _negated=True)), _connector='OR'), name='obstacle_judged_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('accepted_at__isnull', False), _connector='OR'), name='obstacle_accepted_at_a_time')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='0d2fa014b9d385a599146b3daff555ac728f8e3d', operation='UPDATE', pgid='pgtrigger_count_revision_10a4c', table='goals_obstacle', when='BEFORE')), pgtrigger.compiler.Trigger(name='obstacle_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('raised', 'accepted'), ('raised', 'removed'), ('raised', 'lived_with'), ('accepted', 'raised'), ('accepted', 'removed'), ('accepted', 'lived_with'), ('removed', 'raised'), ('removed', 'accepted'), ('lived_with', 'raised'), ('lived_with', 'accepted')))", func="RAISE EXCEPTION 'a obstacle does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';", hash='bfff49e4685318ad3d11a8d558e0a4adf1c0b5d2', operation='UPDATE', pgid='pgtrigger_obstacle_legal_jump_f7377', table='goals_obstacle', when='BEFORE')), pgtrigger.compiler.Trigger(name='obstacle_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('raised'))", func="RAISE EXCEPTION 'a obstacle does not begin as %', NEW.state USING ERRCODE = 'check_violation';", hash='38a2231fe80062deb8622e8627f1e3013a3320d3', operation='INSERT', pgid='pgtrigger_obstacle_first_state_07bd0', table='goals_obstacle', when='BEFORE')), pgtrigger.compiler.Trigger(name='obstacle_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.remover_id IS NOT NULL AND (NEW.state IN ('raised', 'accepted')) AND (TG_OP = 'INSERT' OR NEW.remover_id IS DISTINCT FROM OLD.remover_id OR NOT (OLD.state IN ('raised', 'accepted'))) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.remover_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'obstacle_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='7b0aa8317c27a02af0b22e0597f521aa517fc678', operation='INSERT OR UPDATE', pgid='pgtrigger_obstacle_held_by_active_0bb94', table='goals_obstacle', when='BEFORE')), pgtrigger.compiler.Trigger(name='obstacle_of_an_open_goal', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.blocks_kind = 'goal')", declare='DECLARE stands TEXT;', func="\n    SELECT g.state INTO stands FROM goals_goal g WHERE g.id = NEW.blocks_id FOR SHARE;\n    IF stands <> 'active' THEN\n        RAISE EXCEPTION 'a obstacle of a closed goal'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'obstacle_of_an_open_goal';\n    END IF;\n    RETURN NEW;\n", hash='fa522b19219c649126514d5f084c16acd45c0c35', operation='INSERT', pgid='pgtrigger_obstacle_of_an_open_goal_e3921', table='goals_obstacle', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('year', 'Fiscal year'), ('quarter', 'Quarter')], max_length=8)),
                ('year', models.PositiveSmallIntegerField()),
                ('quarter', models.PositiveSmallIntegerField(null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['starts_on', 'kind'], name='period_by_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'year'), ('quarter__isnull', True)), models.Q(('kind', 'quarter'), ('quarter__isnull', False), ('quarter__range', (1, 4))), _connector='OR'), name='period_quarters_have_a_number'), models.CheckConstraint(condition=models.Q(('starts_on__lt', models.F('ends_on'))), name='period_starts_before_it_ends'), models.UniqueConstraint(fields=('year', 'quarter'), name='period_one_of_a_kind', nulls_distinct=False)],
            },
        ),
        migrations.AddField(
            model_name='goal',
            name='period',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='goals.period'),
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField()),
                ('agreement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='agreements.agreement')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='goals.period')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='plan_has_a_title')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='261c8c86a13184ab9a49431be537b7b7bfee45c7', operation='UPDATE', pgid='pgtrigger_count_revision_af902', table='goals_plan', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='AgreedActivity',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('side', models.CharField(choices=[('joint', 'Joint'), ('sales', 'Sales'), ('marketing', 'Marketing')], max_length=12)),
                ('every', models.CharField(choices=[('week', 'Each week'), ('month', 'Each month'), ('quarter', 'Each quarter')], max_length=8, null=True)),
                ('how_many', models.PositiveSmallIntegerField(null=True)),
                ('typed', models.JSONField(default=dict)),
                ('leaves', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('agreed_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='goals.goal')),
                ('milestone', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreed_activity', to='goals.milestone')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='goals.plan')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('owner__isnull', False)), fields=['owner'], name='activity_of_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('every__isnull', True), ('how_many__isnull', True), ('milestone__isnull', False), ('owner__isnull', True), ('title', '')), models.Q(('every__in', ['week', 'month', 'quarter']), ('every__isnull', False), ('milestone__isnull', True), ('owner__isnull', False), models.Q(('title', ''), _negated=True)), _connector='OR'), name='activity_is_a_milestone_or_a_promise'), models.CheckConstraint(condition=models.Q(('side__in', ['joint', 'sales', 'marketing'])), name='activity_side_known'), models.CheckConstraint(condition=models.Q(('how_many__isnull', True), ('how_many__gte', 1), _connector='OR'), name='activity_promises_something')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='07a00eb5da5294a2f93180242e380ce19e19a8c2', operation='UPDATE', pgid='pgtrigger_count_revision_9719c', table='goals_agreedactivity', when='BEFORE')), pgtrigger.compiler.Trigger(name='activity_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (NOT NEW.leaves OR NEW.agreed_version_id IS NOT NULL) AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id OR NOT (NOT OLD.leaves OR OLD.agreed_version_id IS NOT NULL)) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'activity_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='452d2b55c6b1e1d136d15f42efae6586f533661c', operation='INSERT OR UPDATE', pgid='pgtrigger_activity_held_by_active_a4989', table='goals_agreedactivity', when='BEFORE')), pgtrigger.compiler.Trigger(name='activity_agreed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.agreed_version_id IS NOT NULL AND (OLD.plan_id, OLD.goal_id, OLD.milestone_id, OLD.title, OLD.side, OLD.every, OLD.how_many, OLD.agreed_version_id) IS DISTINCT FROM (NEW.plan_id, NEW.goal_id, NEW.milestone_id, NEW.title, NEW.side, NEW.every, NEW.how_many, NEW.agreed_version_id))', func="\n    IF NEW.agreed_version_id IS NOT DISTINCT FROM OLD.agreed_version_id THEN\n        IF EXISTS (\n            SELECT 1 FROM agreements_version v WHERE v.id = OLD.agreed_version_id AND v.state = 'signed'\n            AND v.effective_from IS NOT NULL AND (v.ends_at IS NULL OR v.ends_at > clock_timestamp())\n        ) AND NOT (FALSE) THEN\n            RAISE EXCEPTION 'activity % stands in a plan in force', NEW.id\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_agreed_stays';\n        END IF;\n        RETURN NEW;\n    END IF;\n    IF NOT EXISTS (\n        SELECT 1 FROM agreements_version was JOIN agreements_version later ON later.agreement_id = was.agreement_id\n        WHERE was.id = OLD.agreed_version_id\n        AND (\n            later.number > was.number AND later.state = 'signed'\n            AND (NEW.agreed_version_id IS NULL OR NEW.agreed_version_id = later.id)\n            OR NEW.agreed_version_id IS NULL AND was.state = 'ended'\n        )\n    ) THEN\n        RAISE EXCEPTION 'activity % is let go by a later version only', NEW.id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_agreed_stays';\n    END IF;\n    RETURN NEW;\n", hash='4dac31253d6921fb5a0b543596c0f90564cf8f40', operation='UPDATE', pgid='pgtrigger_activity_agreed_stays_5975c', table='goals_agreedactivity', when='BEFORE')), pgtrigger.compiler.Trigger(name='activity_signed_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.agreed_version_id IS NOT NULL OR OLD.leaves)', func="RAISE EXCEPTION 'activity % was signed', OLD.id USING ERRCODE = 'check_violation';", hash='686610a87d709cd619c8542dbf4490e249429375', operation='DELETE', pgid='pgtrigger_activity_signed_is_kept_68a39', table='goals_agreedactivity', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='PlanGoal',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('typed', models.JSONField(default=dict)),
                ('leaves', models.BooleanField(default=False)),
                ('goal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='in_plan', to='goals.goal')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='goals.plan')),
            ],
            options={
                'indexes': [models.Index(fields=['plan', 'position'], name='plan_goal_in_order')],
            },
        ),
        migrations.CreateModel(
            name='PromiseMark',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('count', models.PositiveSmallIntegerField()),
                ('kept_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='goals.agreedactivity')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['activity', 'ends_on', 'at'], name='promise_mark_of_activity')],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lt', models.F('ends_on'))), name='promise_mark_starts_before_it_ends'), models.CheckConstraint(condition=models.Q(('kept_on__gte', models.F('starts_on'))), name='promise_mark_kept_within')],
                'triggers': [pgtrigger.compiler.Trigger(name='promise_mark_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='dbd8f3f54fa794f2fb2b28db4b839a13a331a8e3', operation='UPDATE', pgid='pgtrigger_promise_mark_no_update_11352', table='goals_promisemark', when='BEFORE')), pgtrigger.compiler.Trigger(name='promise_mark_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='8ec1f3b26373ca998e91d3ee1289dc9ea5659523', operation='DELETE', pgid='pgtrigger_promise_mark_no_delete_1124a', table='goals_promisemark', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ReaderTerm',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(null=True)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reader_terms', to='goals.goal')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('until_at__isnull', True)), fields=['reader'], name='reader_term_of')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_at__isnull', True)), fields=('goal',), name='reader_term_one_that_stands'), models.CheckConstraint(condition=models.Q(('until_at__isnull', True), ('until_at__gte', models.F('from_at')), _connector='OR'), name='reader_term_in_order')],
                'triggers': [pgtrigger.compiler.Trigger(name='reader_term_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.until_at IS NULL AND NEW.until_at IS NOT NULL AND (OLD.id, OLD.goal_id, OLD.reader_id, OLD.from_at) IS NOT DISTINCT FROM (NEW.id, NEW.goal_id, NEW.reader_id, NEW.from_at)))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='81cd67658ddb67249956e414ce958cb7899b726c', operation='UPDATE', pgid='pgtrigger_reader_term_no_update_ebf6b', table='goals_readerterm', when='BEFORE')), pgtrigger.compiler.Trigger(name='reader_term_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='06df178a2e5fa1192799b236db0a1d7bd94721d1', operation='DELETE', pgid='pgtrigger_reader_term_no_delete_8b3c1', table='goals_readerterm', when='BEFORE')), pgtrigger.compiler.Trigger(name='reader_term_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.reader_id IS NOT NULL AND (NEW.until_at IS NULL) AND (TG_OP = 'INSERT' OR NEW.reader_id IS DISTINCT FROM OLD.reader_id OR NOT (OLD.until_at IS NULL)) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.reader_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'reader_term_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='96bc8fab3eb316d8a159e4268ca210e2dc44f35e', operation='INSERT OR UPDATE', pgid='pgtrigger_reader_term_held_by_active_bfbad', table='goals_readerterm', when='BEFORE')), pgtrigger.compiler.Trigger(name='reader_term_of_an_open_goal', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE stands TEXT;', func="\n    SELECT g.state INTO stands FROM goals_goal g WHERE g.id = NEW.goal_id FOR SHARE;\n    IF stands <> 'active' THEN\n        RAISE EXCEPTION 'a reader_term of a closed goal'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'reader_term_of_an_open_goal';\n    END IF;\n    RETURN NEW;\n", hash='aee106c9d4962dd5d018b75651107901adb2634f', operation='INSERT', pgid='pgtrigger_reader_term_of_an_open_goal_01979', table='goals_readerterm', when='BEFORE')), pgtrigger.compiler.Trigger(name='reader_term_is_not_the_owners', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM goals_goal g WHERE g.id = NEW.goal_id AND g.owner_id = NEW.reader_id) THEN\n                        RAISE EXCEPTION 'goal % would be read by its owner', NEW.goal_id\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_read_by_another';\n                    END IF;\n                    RETURN NEW;\n                ", hash='b5c09cd1d4ef3131e8422c7378eed799a65c07e3', operation='INSERT', pgid='pgtrigger_reader_term_is_not_the_owners_f69b1', table='goals_readerterm', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('as_of', models.DateField()),
                ('value', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('source', models.CharField(choices=[('typed', 'Typed in'), ('api', 'By the API')], default='typed', max_length=8)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='goals.reading')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='goals.goal')),
            ],
            options={
                'indexes': [models.Index(fields=['goal', '-as_of', '-at'], name='reading_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__isnull', False), ('corrects__isnull', False), _connector='OR'), name='reading_taken_back_by_a_correction'), models.CheckConstraint(condition=models.Q(('source__in', ['typed', 'api'])), name='reading_source_known'), models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('goal', 'as_of', 'source'), name='reading_first_of_a_day')],
                'triggers': [pgtrigger.compiler.Trigger(name='reading_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='166823b88c8d9b92564e1f26c63aaad4d8ecbbb9', operation='UPDATE', pgid='pgtrigger_reading_no_update_82809', table='goals_reading', when='BEFORE')), pgtrigger.compiler.Trigger(name='reading_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='cc4b038024151f449b736c28ffcef8e3a53b874b', operation='DELETE', pgid='pgtrigger_reading_no_delete_41873', table='goals_reading', when='BEFORE')), pgtrigger.compiler.Trigger(name='reading_of_an_open_goal', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE stands TEXT;', func="\n    SELECT g.state INTO stands FROM goals_goal g WHERE g.id = NEW.goal_id FOR SHARE;\n    IF stands <> 'active' THEN\n        RAISE EXCEPTION 'a reading of a closed goal'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'reading_of_an_open_goal';\n    END IF;\n    RETURN NEW;\n", hash='b1d4f92036e4c7a6da4bccb7949425a51ae32559', operation='INSERT', pgid='pgtrigger_reading_of_an_open_goal_a54d5', table='goals_reading', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('confidence', models.CharField(choices=[('on_track', 'On track'), ('at_risk', 'At risk'), ('off_track', 'Off track')], max_length=10)),
                ('line', models.CharField(blank=True, max_length=300)),
                ('changed', models.CharField(blank=True, max_length=300)),
                ('help_wanted', models.CharField(blank=True, max_length=300)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='goals.checkin')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='goals.goal')),
                ('reading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.reading')),
            ],
            options={
                'indexes': [models.Index(fields=['goal', '-at'], name='check_in_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('confidence__in', ['on_track', 'at_risk', 'off_track'])), name='check_in_confidence_known'), models.CheckConstraint(condition=models.Q(models.Q(('confidence', 'off_track'), _negated=True), models.Q(('line', ''), _negated=True), _connector='OR'), name='check_in_off_track_says_why')],
                'triggers': [pgtrigger.compiler.Trigger(name='check_in_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='1a06c2e1313e20b855592778faee03ac5a4616f1', operation='UPDATE', pgid='pgtrigger_check_in_no_update_b0459', table='goals_checkin', when='BEFORE')), pgtrigger.compiler.Trigger(name='check_in_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='913614cd4c3ed9ba54b878e8dfaae01dcf719027', operation='DELETE', pgid='pgtrigger_check_in_no_delete_c27b3', table='goals_checkin', when='BEFORE')), pgtrigger.compiler.Trigger(name='check_in_of_an_open_goal', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE stands TEXT;', func="\n    SELECT g.state INTO stands FROM goals_goal g WHERE g.id = NEW.goal_id FOR SHARE;\n    IF stands <> 'active' THEN\n        RAISE EXCEPTION 'a check_in of a closed goal'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'check_in_of_an_open_goal';\n    END IF;\n    RETURN NEW;\n", hash='9fac7314dce3896ccd03f56dc726408e25c6c562', operation='INSERT', pgid='pgtrigger_check_in_of_an_open_goal_9d5e2', table='goals_checkin', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('check_in', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='read_mark', to='goals.checkin')),
            ],
            options={
                'triggers': [pgtrigger.compiler.Trigger(name='read_mark_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='debd4003548f0eb2a320251111de4e146fab285f', operation='UPDATE', pgid='pgtrigger_read_mark_no_update_4d09d', table='goals_readmark', when='BEFORE')), pgtrigger.compiler.Trigger(name='read_mark_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='68415447c4176e9cc1cadee4b12cf535ebeaa6b0', operation='DELETE', pgid='pgtrigger_read_mark_no_delete_21e40', table='goals_readmark', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='ScoreboardLink',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=80)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scoreboard_links', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='scoreboard_link_has_a_name'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='scoreboard_link_keeps_a_hash'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='scoreboard_link_revoked_by_somebody')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='02211ddc725b17adc51d6fc095cf30a1eae1a7fb', operation='UPDATE', pgid='pgtrigger_count_revision_940f2', table='goals_scoreboardlink', when='BEFORE')), pgtrigger.compiler.Trigger(name='scoreboard_link_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.made_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.made_by_id IS DISTINCT FROM OLD.made_by_id) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.made_by_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'scoreboard_link_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='2528254e41c5ca18521ac65f08e9ffa51d246b05', operation='INSERT OR UPDATE', pgid='pgtrigger_scoreboard_link_held_by_active_a8b9b', table='goals_scoreboardlink', when='BEFORE')), pgtrigger.compiler.Trigger(name='scoreboard_link_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.revoked_at IS NULL AND (OLD.id, OLD.digest, OLD.made_by_id, OLD.made_at) IS NOT DISTINCT FROM (NEW.id, NEW.digest, NEW.made_by_id, NEW.made_at)))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='15b00ed863d21a55e15d8ec4707d5d557f05c75e', operation='UPDATE', pgid='pgtrigger_scoreboard_link_no_update_02250', table='goals_scoreboardlink', when='BEFORE')), pgtrigger.compiler.Trigger(name='scoreboard_link_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='11a53882d6726fd7cd6213f567fc0a61fc1f635d', operation='DELETE', pgid='pgtrigger_scoreboard_link_no_delete_c770d', table='goals_scoreboardlink', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='SmallStep',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('practice', models.CharField(max_length=200)),
                ('sign', models.TextField()),
                ('begun_on', models.DateField()),
                ('until_on', models.DateField()),
                ('state', models.CharField(choices=[('trying', 'Being tried'), ('kept', 'Kept'), ('changed', 'Changed'), ('dropped', 'Dropped')], default='trying', max_length=8)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('learned', models.TextField(blank=True)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='goals.smallstep')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='small_steps', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='small_steps', to='people.team')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state', 'trying')), fields=['until_on'], name='small_step_due'), models.Index(fields=['owner', 'state'], name='small_step_of_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('practice', ''), _negated=True), models.Q(('sign', ''), _negated=True)), name='small_step_says_what_and_how'), models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('begun_on')), ('until_on__lte', django.db.models.expressions.CombinedExpression(models.F('begun_on'), '+', models.Value(datetime.timedelta(days=42))))), name='small_step_is_small'), models.UniqueConstraint(condition=models.Q(('state', 'trying')), fields=('team',), name='small_step_one_at_a_time', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True), ('learned', ''), ('state', 'trying')), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('state__in', ['kept', 'changed', 'dropped']), models.Q(('learned', ''), _negated=True)), _connector='OR'), name='small_step_ends_with_what_was_learned'), models.CheckConstraint(condition=models.Q(('follows__isnull', True), models.Q(('follows', models.F('id')), _negated=True), _connector='OR'), name='small_step_follows_another')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2ad806ef61b8c134a241341b8fc88e06b772ec3c', operation='UPDATE', pgid='pgtrigger_count_revision_b6ea8', table='goals_smallstep', when='BEFORE')), pgtrigger.compiler.Trigger(name='small_step_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('trying', 'kept'), ('trying', 'changed'), ('trying', 'dropped'), ('kept', 'trying'), ('changed', 'trying'), ('dropped', 'trying')))", func="RAISE EXCEPTION 'a small_step does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';", hash='ef071cd0d49c6dff700ee8850ff7b967f49321ef', operation='UPDATE', pgid='pgtrigger_small_step_legal_jump_e1225', table='goals_smallstep', when='BEFORE')), pgtrigger.compiler.Trigger(name='small_step_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('trying'))", func="RAISE EXCEPTION 'a small_step does not begin as %', NEW.state USING ERRCODE = 'check_violation';", hash='e77018a7fccc5854e9a33a3dded92c023a9a2c79', operation='INSERT', pgid='pgtrigger_small_step_first_state_4954a', table='goals_smallstep', when='BEFORE')), pgtrigger.compiler.Trigger(name='small_step_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (NEW.state = 'trying') AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id OR NOT (OLD.state = 'trying')) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'small_step_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='b859f0e5b9491204780e51a5072c29437caa86df', operation='INSERT OR UPDATE', pgid='pgtrigger_small_step_held_by_active_67f4e', table='goals_smallstep', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('detail', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('in_progress', 'In progress'), ('done', 'Done'), ('dropped', 'Dropped')], default='open', max_length=12)),
                ('due_on', models.DateField(null=True)),
                ('serves_kind', models.CharField(max_length=40, null=True)),
                ('serves_id', models.UUIDField(null=True)),
                ('origin_kind', models.CharField(max_length=40, null=True)),
                ('origin_id', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField()),
                ('drop_reason', models.TextField(blank=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to=settings.AUTH_USER_MODEL)),
                ('wanted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks_wanted', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state__in', ['open', 'in_progress'])), fields=['due_on', 'id'], name='task_ahead'), models.Index(fields=['owner', 'state', 'due_on'], name='task_of_owner'), models.Index(fields=['state', 'due_on', 'id'], name='task_in_state'), models.Index(fields=['serves_id', 'serves_kind'], name='task_serving'), models.Index(condition=models.Q(('state', 'done')), fields=['-done_at'], name='task_done_lately')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='task_has_a_title'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dropped'), models.Q(('drop_reason', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('drop_reason', '')), _connector='OR'), name='task_dropped_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', True)), _connector='OR'), name='task_done_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('state', 'done')), _connector='OR'), name='task_confirmed_once_done'), models.CheckConstraint(condition=models.Q(models.Q(('serves_id__isnull', True), ('serves_kind__isnull', True)), models.Q(('serves_id__isnull', False), ('serves_kind__in', ['goal', 'milestone']), ('serves_kind__isnull', False)), _connector='OR'), name='task_serves_a_goal_or_milestone'), models.CheckConstraint(condition=models.Q(models.Q(('origin_id__isnull', True), ('origin_kind__isnull', True)), models.Q(('origin_id__isnull', False), ('origin_kind__isnull', False)), _connector='OR'), name='task_origin_is_a_pair')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='34fc7e15bebac9ede6000a023a4cf49883040cb5', operation='UPDATE', pgid='pgtrigger_count_revision_47e9d', table='goals_task', when='BEFORE')), pgtrigger.compiler.Trigger(name='task_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('open', 'in_progress'), ('open', 'done'), ('open', 'dropped'), ('in_progress', 'done'), ('in_progress', 'dropped'), ('done', 'open'), ('done', 'in_progress'), ('dropped', 'open'), ('dropped', 'in_progress')))", func="RAISE EXCEPTION 'a task does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';", hash='7743dd00a6a4a23afb2f4967b5848d1f77418b4a', operation='UPDATE', pgid='pgtrigger_task_legal_jump_98f93', table='goals_task', when='BEFORE')), pgtrigger.compiler.Trigger(name='task_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('open'))", func="RAISE EXCEPTION 'a task does not begin as %', NEW.state USING ERRCODE = 'check_violation';", hash='ffdb619a5ce32fed833319c0086a0d810269ad2b', operation='INSERT', pgid='pgtrigger_task_first_state_a23d8', table='goals_task', when='BEFORE')), pgtrigger.compiler.Trigger(name='task_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (NEW.state IN ('open', 'in_progress')) AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id OR NOT (OLD.state IN ('open', 'in_progress'))) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'task_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='dbd5185a8fcb447688300cb3d8c6a192629e7311', operation='INSERT OR UPDATE', pgid='pgtrigger_task_held_by_active_984d9', table='goals_task', when='BEFORE')), pgtrigger.compiler.Trigger(name='task_one_owner', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF NOT EXISTS (\n        SELECT 1 FROM goals_task t JOIN goals_ownershipterm o ON o.task_id = t.id AND o.member_id = t.owner_id\n        WHERE t.id = NEW.id AND o.state IN ('assigned', 'accepted')\n    ) THEN\n        RAISE EXCEPTION 'the owner of task % is not whose term it is', NEW.id USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='37a2074871bf6934ce04835b69c2ea8f2916f0cb', operation='INSERT OR UPDATE OF "owner_id"', pgid='pgtrigger_task_one_owner_eec9c', table='goals_task', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')), pgtrigger.compiler.Trigger(name='task_of_an_open_goal', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.serves_id IS NOT NULL)', declare='DECLARE stands TEXT;', func="\n    SELECT g.state INTO stands FROM goals_goal g WHERE g.id = CASE NEW.serves_kind WHEN 'goal' THEN NEW.serves_id ELSE (SELECT m.goal_id FROM goals_milestone m WHERE m.id = NEW.serves_id) END FOR SHARE;\n    IF stands <> 'active' THEN\n        RAISE EXCEPTION 'a task of a closed goal'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'task_of_an_open_goal';\n    END IF;\n    RETURN NEW;\n", hash='05d464eeb4879f805c0aaf96fa7e80ff7cc07fc1', operation='INSERT OR UPDATE OF "serves_kind", "serves_id"', pgid='pgtrigger_task_of_an_open_goal_5778e', table='goals_task', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='OwnershipTerm',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('offered', 'Offered'), ('assigned', 'Not yet accepted'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('returned', 'Not answered in time'), ('withdrawn', 'Taken back'), ('ended', 'Passed on')], max_length=12)),
                ('note', models.TextField(blank=True)),
                ('reason', models.TextField(blank=True)),
                ('offered_at', models.DateTimeField()),
                ('noted', models.BooleanField(default=False)),
                ('answer_by', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('begun_in', models.UUIDField(null=True)),
                ('ended_in', models.UUIDField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='task_terms', to=settings.AUTH_USER_MODEL)),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='goals.task')),
            ],
            options={
                'indexes': [models.Index(fields=['task', 'offered_at'], name='term_of_task'), models.Index(condition=models.Q(('state__in', ['offered', 'assigned'])), fields=['member'], name='term_to_answer'), models.Index(condition=models.Q(('state__in', ['offered', 'assigned'])), fields=['answer_by'], name='term_answer_by'), models.Index(condition=models.Q(('begun_in__isnull', False)), fields=['begun_in'], name='term_begun_in'), models.Index(condition=models.Q(('ended_in__isnull', False)), fields=['ended_in'], name='term_ended_in')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['assigned', 'accepted'])), fields=('task',), name='term_one_current_per_task'), models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('task',), name='term_one_open_offer_per_task'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['offered', 'assigned', 'accepted'])), models.Q(models.Q(('state__in', ['offered', 'assigned', 'accepted']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='term_open_has_no_end'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('state__in', ['accepted', 'declined'])), models.Q(('answered_at__isnull', True), ('state__in', ['offered', 'assigned', 'returned'])), ('state__in', ['withdrawn', 'ended']), _connector='OR'), name='term_answered_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='term_declined_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'offered'), _negated=True), ('noted', False)), ('answer_by__isnull', False), _connector='OR'), name='term_offer_has_an_end'), models.CheckConstraint(condition=models.Q(('noted', False), models.Q(('state__in', ['offered', 'assigned']), _negated=True), _connector='OR'), name='term_noted_is_accepted')],
                'triggers': [pgtrigger.compiler.Trigger(name='term_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('offered', 'accepted'), ('offered', 'declined'), ('offered', 'returned'), ('offered', 'withdrawn'), ('assigned', 'accepted'), ('assigned', 'declined'), ('assigned', 'withdrawn'), ('assigned', 'ended'), ('accepted', 'declined'), ('accepted', 'withdrawn'), ('accepted', 'ended')))", func="RAISE EXCEPTION 'a term does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';", hash='ac9f2002dd060aedafb4c0bb35635f4782f0f6a5', operation='UPDATE', pgid='pgtrigger_term_legal_jump_dbbfc', table='goals_ownershipterm', when='BEFORE')), pgtrigger.compiler.Trigger(name='term_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('offered', 'assigned', 'accepted'))", func="RAISE EXCEPTION 'a term does not begin as %', NEW.state USING ERRCODE = 'check_violation';", hash='b09ce9458b6aaca042a9b06cfd1d467bc8f9e41a', operation='INSERT', pgid='pgtrigger_term_first_state_bfbce', table='goals_ownershipterm', when='BEFORE')), pgtrigger.compiler.Trigger(name='term_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NOT (OLD.state IN ('offered', 'assigned', 'accepted') AND (OLD.id, OLD.task_id, OLD.member_id, OLD.offered_by_id, OLD.note, OLD.offered_at, OLD.noted, OLD.answer_by, OLD.begun_in) IS NOT DISTINCT FROM (NEW.id, NEW.task_id, NEW.member_id, NEW.offered_by_id, NEW.note, NEW.offered_at, NEW.noted, NEW.answer_by, NEW.begun_in)))", func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='b8c87879014921ccd294805d91cc5e00a2e56f5d', operation='UPDATE', pgid='pgtrigger_term_no_update_139b1', table='goals_ownershipterm', when='BEFORE')), pgtrigger.compiler.Trigger(name='term_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='275d27336038341a778152c8ffe286a5d8ec1442', operation='DELETE', pgid='pgtrigger_term_no_delete_b0248', table='goals_ownershipterm', when='BEFORE')), pgtrigger.compiler.Trigger(name='term_one_owner', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF NOT EXISTS (\n        SELECT 1 FROM goals_task t JOIN goals_ownershipterm o ON o.task_id = t.id AND o.member_id = t.owner_id\n        WHERE t.id = NEW.task_id AND o.state IN ('assigned', 'accepted')\n    ) THEN\n        RAISE EXCEPTION 'the owner of task % is not whose term it is', NEW.task_id USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='48c8f29b88ae9a2a19dd0b91b487a15dbb164f4e', operation='INSERT OR UPDATE OF "state"', pgid='pgtrigger_term_one_owner_05b32', table='goals_ownershipterm', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='DueMove',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('old', models.DateField(null=True)),
                ('new', models.DateField()),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_moves', to='goals.task')),
            ],
            options={
                'indexes': [models.Index(fields=['task', 'at'], name='due_move_of_task')],
                'constraints': [models.CheckConstraint(condition=models.Q(('old__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='due_move_has_a_reason'), models.CheckConstraint(condition=models.Q(('old__isnull', True), models.Q(('old', models.F('new')), _negated=True), _connector='OR'), name='due_move_moves')],
                'triggers': [pgtrigger.compiler.Trigger(name='due_move_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='c98500cf68db299030947a224c43a8653b7e1630', operation='UPDATE', pgid='pgtrigger_due_move_no_update_f3298', table='goals_duemove', when='BEFORE')), pgtrigger.compiler.Trigger(name='due_move_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='fbb943b43abf346b9391157f055f55abe3ca4208', operation='DELETE', pgid='pgtrigger_due_move_no_delete_63e2d', table='goals_duemove', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(choices=[('achieved', 'Achieved'), ('missed', 'Missed'), ('dropped', 'Dropped')], max_length=8)),
                ('progress', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('score', models.DecimalField(decimal_places=2, max_digits=3, null=True)),
                ('story', models.TextField(blank=True)),
                ('learned', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField()),
                ('reopened_at', models.DateTimeField(null=True)),
                ('reopen_reason', models.TextField(blank=True)),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closures', to='goals.goal')),
            ],
            options={
                'indexes': [models.Index(fields=['goal', '-closed_at'], name='closure_of_goal')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['achieved', 'missed', 'dropped'])), name='closure_outcome_known'), models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__range', (0, 1)), _connector='OR'), name='closure_score_from_0_to_1'), models.CheckConstraint(condition=models.Q(('outcome', 'achieved'), models.Q(('story', ''), _negated=True), _connector='OR'), name='closure_says_why_it_was_not_reached'), models.CheckConstraint(condition=models.Q(models.Q(('reopen_reason', ''), ('reopened_at__isnull', True), ('reopened_by__isnull', True)), models.Q(('reopened_at__isnull', False), ('reopened_by__isnull', False), models.Q(('reopen_reason', ''), _negated=True)), _connector='OR'), name='closure_reopened_for_a_reason'), models.UniqueConstraint(condition=models.Q(('reopened_at__isnull', True)), fields=('goal',), name='closure_one_that_stands')],
                'triggers': [pgtrigger.compiler.Trigger(name='closure_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD.reopened_at IS NULL AND NEW.reopened_at IS NOT NULL AND (OLD.id, OLD.goal_id, OLD.outcome, OLD.progress, OLD.score, OLD.story, OLD.learned, OLD.closed_by_id, OLD.closed_at) IS NOT DISTINCT FROM (NEW.id, NEW.goal_id, NEW.outcome, NEW.progress, NEW.score, NEW.story, NEW.learned, NEW.closed_by_id, NEW.closed_at)))', func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='bca9eb28f26cbe3982649b43f8eb6dfeb5b20f82', operation='UPDATE', pgid='pgtrigger_closure_no_update_8c4ca', table='goals_closure', when='BEFORE')), pgtrigger.compiler.Trigger(name='closure_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='0c13ab1e7ad2e881b84b7c344c59e59bea5c0931', operation='DELETE', pgid='pgtrigger_closure_no_delete_65ea5', table='goals_closure', when='BEFORE')), pgtrigger.compiler.Trigger(name='closure_closed_as_said', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT 1 FROM goals_goal g\n        LEFT JOIN goals_closure c ON c.goal_id = g.id AND c.reopened_at IS NULL\n        WHERE g.id = NEW.goal_id AND coalesce(c.outcome, 'active') <> g.state\n    ) THEN\n        RAISE EXCEPTION 'goal % does not stand as its closure says', NEW.goal_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_stands_as_closed';\n    END IF;\n    RETURN NULL;\n", hash='3aa14f757bc5d521d7234479ca3a3ae65e4fd06a', operation='INSERT OR UPDATE', pgid='pgtrigger_closure_closed_as_said_dba2b', table='goals_closure', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Invocation',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('step', models.CharField(max_length=300)),
                ('decided_by', models.CharField(choices=[('team', 'Both teams together'), ('executives', 'The executives')], max_length=10)),
                ('state', models.CharField(choices=[('proposed', "Waits for the owner's account"), ('heard', 'The owner is heard'), ('applied', 'Applied'), ('waived', 'Waived')], default='proposed', max_length=10)),
                ('why', models.TextField()),
                ('proposed_at', models.DateTimeField()),
                ('account', models.TextField(blank=True)),
                ('heard_at', models.DateTimeField(null=True)),
                ('outcome', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invocations', to='goals.goal')),
                ('heard', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='invocation_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('account', ''), ('heard__isnull', True), ('heard_at__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), models.Q(('account', ''), _negated=True), ('heard__isnull', False), ('heard_at__isnull', False)), _connector='OR'), name='invocation_hears_the_owner'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('outcome', ''), ('state__in', ['proposed', 'heard'])), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state__in', ['applied', 'waived']), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='invocation_ends_for_a_reason'), models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'heard'])), fields=('goal',), name='invocation_one_at_a_time')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2724c509bc3613d1a3924abf8f9134f87f874cc8', operation='UPDATE', pgid='pgtrigger_count_revision_23d5b', table='goals_invocation', when='BEFORE')), pgtrigger.compiler.Trigger(name='invocation_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('proposed', 'heard'), ('heard', 'applied'), ('heard', 'waived')))", func="RAISE EXCEPTION 'a invocation does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';", hash='ce435e4bcdefc460ac6e4e1a33d3fd1c9f9c9e99', operation='UPDATE', pgid='pgtrigger_invocation_legal_jump_66d82', table='goals_invocation', when='BEFORE')), pgtrigger.compiler.Trigger(name='invocation_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('proposed'))", func="RAISE EXCEPTION 'a invocation does not begin as %', NEW.state USING ERRCODE = 'check_violation';", hash='b22e3d2261f51571486bdcd5543fc8e52f0385b4', operation='INSERT', pgid='pgtrigger_invocation_first_state_9fc0c', table='goals_invocation', when='BEFORE')), pgtrigger.compiler.Trigger(name='invocation_clause_stood', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (\n        SELECT 1 FROM agreements_version v CROSS JOIN LATERAL jsonb_array_elements(v.content->'goals') said\n        WHERE v.id = NEW.version_id AND v.effective_from IS NOT NULL AND said->>'id' = NEW.goal_id::text\n        AND said->>'consequence' = NEW.step AND said->>'decided_by' = NEW.decided_by\n    ) THEN\n        RAISE EXCEPTION 'version % says nothing of that', NEW.version_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'invocation_clause_stood';\n    END IF;\n    RETURN NEW;\n", hash='6b7acbdbe69ef0eafd485f38b474944655cc7e6a', operation='INSERT', pgid='pgtrigger_invocation_clause_stood_08b9e', table='goals_invocation', when='BEFORE')), pgtrigger.compiler.Trigger(name='invocation_hearing_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (((OLD.goal_id, OLD.version_id, OLD.step, OLD.decided_by, OLD.why, OLD.proposed_by_id, OLD.proposed_at) IS DISTINCT FROM (NEW.goal_id, NEW.version_id, NEW.step, NEW.decided_by, NEW.why, NEW.proposed_by_id, NEW.proposed_at)) OR (OLD.state <> 'proposed' AND (OLD.account, OLD.heard_id, OLD.heard_at) IS DISTINCT FROM (NEW.account, NEW.heard_id, NEW.heard_at)))", func="RAISE EXCEPTION 'what was said stays' USING ERRCODE = 'check_violation';", hash='f9a870443b3becb95177cc2a29f32558567e8f6b', operation='UPDATE', pgid='pgtrigger_invocation_hearing_stays_db618', table='goals_invocation', when='BEFORE'))],
            },
        ),
        migrations.AddIndex(
            model_name='goal',
            index=models.Index(fields=['due_on', 'id'], name='goal_due'),
        ),
        migrations.AddIndex(
            model_name='goal',
            index=models.Index(condition=models.Q(('check_in_days__isnull', False)), fields=['owner'], name='goal_asked_for_check_ins'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='goal_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('side__isnull', True), ('side__in', ['joint', 'sales', 'marketing']), _connector='OR'), name='goal_side_known'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(condition=models.Q(('is_root', True)), fields=('period',), name='goal_one_root_per_year'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('is_root', False), models.Q(('parent__isnull', True), ('period__isnull', False)), _connector='OR'), name='goal_root_stands_on_top'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('direction__isnull', True), ('starts_on__isnull', True), ('unit__isnull', True), ('lower__isnull', True), ('upper__isnull', True), ('baseline__isnull', True), ('target__isnull', True)), models.Q(('due_on__isnull', False), ('starts_on__isnull', False), ('unit__in', ['money', 'number', 'percent', 'yes_no']), ('unit__isnull', False), ('baseline__isnull', False), ('direction', 'reach'), ('target__isnull', False), ('lower__isnull', True), ('upper__isnull', True)), models.Q(('due_on__isnull', False), ('starts_on__isnull', False), ('unit__in', ['money', 'number', 'percent', 'yes_no']), ('unit__isnull', False), ('direction', 'keep'), ('baseline__isnull', True), ('target__isnull', True), models.Q(('lower__isnull', False), ('upper__isnull', False), _connector='OR')), _connector='OR'), name='goal_measure_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('baseline__isnull', True), ('target__isnull', True), models.Q(('baseline', models.F('target')), _negated=True), _connector='OR'), name='goal_target_is_not_its_baseline'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('lower__isnull', True), ('upper__isnull', True), ('lower__lte', models.F('upper')), _connector='OR'), name='goal_bounds_in_order'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('unit__isnull', True), models.Q(('unit', 'yes_no'), _negated=True), models.Q(('baseline', 0), ('baseline__isnull', False), ('direction', 'reach'), ('target', 1), ('target__isnull', False)), _connector='OR'), name='goal_yes_or_no'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('phase_days__len', models.F('phase_values__len'))), name='goal_phases_are_pairs'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('phase_days__len', 0), models.Q(('direction', 'reach'), ('direction__isnull', False), models.Q(('unit', 'yes_no'), _negated=True), ('unit__isnull', False)), _connector='OR'), name='goal_phases_of_what_is_reached'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('due_on__isnull', True), ('starts_on__lt', models.F('due_on')), _connector='OR'), name='goal_starts_before_it_is_due'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consequence', ''), ('decided_by__isnull', True)), models.Q(models.Q(('consequence', ''), _negated=True), ('decided_by__in', ['team', 'executives']), ('decided_by__isnull', False)), _connector='OR'), name='goal_consequence_is_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('check_in_days__isnull', True), ('check_in_days__range', (1, 92)), _connector='OR'), name='goal_checked_in_regularly'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('carried_from__isnull', True), models.Q(('carried_from', models.F('id')), _negated=True), _connector='OR'), name='goal_carried_from_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownerofgoals',
            trigger=pgtrigger.compiler.Trigger(name='leaver_leaves_goals', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_active AND NOT NEW.is_active)', func="\n        IF EXISTS (SELECT 1 FROM goals_goal WHERE owner_id = NEW.id AND state = 'active') OR EXISTS (SELECT 1 FROM goals_milestone WHERE owner_id = NEW.id AND done_at IS NULL) OR EXISTS (SELECT 1 FROM goals_agreedactivity a WHERE a.owner_id = NEW.id AND (NOT a.leaves OR a.agreed_version_id IS NOT NULL)) OR EXISTS (SELECT 1 FROM goals_task WHERE owner_id = NEW.id AND state IN ('open', 'in_progress')) OR EXISTS (SELECT 1 FROM goals_readerterm WHERE reader_id = NEW.id AND until_at IS NULL) OR EXISTS (SELECT 1 FROM goals_obstacle WHERE remover_id = NEW.id AND state IN ('raised', 'accepted')) OR EXISTS (SELECT 1 FROM goals_smallstep WHERE owner_id = NEW.id AND state = 'trying') THEN\n            RAISE EXCEPTION 'member_leaves_nothing_behind' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;", hash='88ecbe315ac031a7c957e32d6f898b77cf34882b', operation='UPDATE', pgid='pgtrigger_leaver_leaves_goals_40505', table='people_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='fd6efda4e84de40953de7b208d25d8e3b5dab674', operation='UPDATE', pgid='pgtrigger_count_revision_efe36', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.owner_id IS NOT NULL AND (NEW.state = 'active') AND (TG_OP = 'INSERT' OR NEW.owner_id IS DISTINCT FROM OLD.owner_id OR NOT (OLD.state = 'active')) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.owner_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'goal_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='392f8c478dd3cd1089eecdbce79b0825163e0d5f', operation='INSERT OR UPDATE', pgid='pgtrigger_goal_held_by_active_94f39', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_tree', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.is_root AND NOT EXISTS (SELECT 1 FROM goals_period p WHERE p.id = NEW.period_id AND p.kind = 'year') THEN\n        RAISE EXCEPTION 'a revenue goal is of a fiscal year'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_root_is_of_a_year';\n    END IF;\n    IF NEW.parent_id IS NULL THEN\n        RETURN NEW;\n    END IF;\n    PERFORM pg_advisory_xact_lock(hashtext('goals.tree'));\n    IF EXISTS (\n        WITH RECURSIVE up(id) AS (\n            SELECT NEW.parent_id\n            UNION\n            SELECT g.parent_id FROM goals_goal g JOIN up ON g.id = up.id WHERE g.parent_id IS NOT NULL\n        )\n        SELECT 1 FROM up WHERE up.id = NEW.id\n    ) THEN\n        RAISE EXCEPTION 'goal % would stand under itself', NEW.id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_no_circle';\n    END IF;\n    RETURN NEW;\n", hash='1cadc32fa4ffd748f9752ee39aea7c199027f5a5', operation='INSERT OR UPDATE OF "parent_id", "is_root", "period_id"', pgid='pgtrigger_goal_tree_f8a2f', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_agreed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.agreed_version_id IS NOT NULL AND (OLD.side, OLD.unit, OLD.direction, OLD.baseline, OLD.target, OLD.lower, OLD.upper, OLD.starts_on, OLD.due_on, OLD.conditions, OLD.consequence, OLD.decided_by, OLD.agreed_version_id) IS DISTINCT FROM (NEW.side, NEW.unit, NEW.direction, NEW.baseline, NEW.target, NEW.lower, NEW.upper, NEW.starts_on, NEW.due_on, NEW.conditions, NEW.consequence, NEW.decided_by, NEW.agreed_version_id))', func='\n    IF NEW.agreed_version_id IS NOT DISTINCT FROM OLD.agreed_version_id THEN\n        IF EXISTS (\n            SELECT 1 FROM agreements_version v WHERE v.id = OLD.agreed_version_id AND v.state = \'signed\'\n            AND v.effective_from IS NOT NULL AND (v.ends_at IS NULL OR v.ends_at > clock_timestamp())\n        ) AND NOT ((OLD.side, OLD.unit, OLD.direction, OLD.baseline, OLD.target, OLD.lower, OLD.upper, OLD.starts_on, OLD.conditions, OLD.consequence, OLD.decided_by) IS NOT DISTINCT FROM (NEW.side, NEW.unit, NEW.direction, NEW.baseline, NEW.target, NEW.lower, NEW.upper, NEW.starts_on, NEW.conditions, NEW.consequence, NEW.decided_by) AND NEW.due_on IS NOT NULL AND EXISTS (\n    SELECT 1 FROM agreements_version v CROSS JOIN LATERAL jsonb_array_elements(v.content->\'goals\') said\n    WHERE v.id = OLD.agreed_version_id AND v.leeway_days > 0\n    AND said->>\'id\' = NEW.id::text AND said->>\'due_on\' IS NOT NULL\n    AND v.leeway_days >= (\n        SELECT count(*) FROM people_company c CROSS JOIN LATERAL generate_series(\n            least((said->>\'due_on\')::date, NEW.due_on) + 1,\n            greatest((said->>\'due_on\')::date, NEW.due_on),\n            interval \'1 day\'\n        ) day\n        WHERE extract(isodow FROM day)::int - 1 = ANY(c.work_days)\n        AND NOT EXISTS (SELECT 1 FROM people_closedday x WHERE x."on" = day::date)\n    )\n)) THEN\n            RAISE EXCEPTION \'goal % stands in a plan in force\', NEW.id\n                USING ERRCODE = \'check_violation\', CONSTRAINT = \'goal_agreed_stays\';\n        END IF;\n        RETURN NEW;\n    END IF;\n    IF NOT EXISTS (\n        SELECT 1 FROM agreements_version was JOIN agreements_version later ON later.agreement_id = was.agreement_id\n        WHERE was.id = OLD.agreed_version_id\n        AND (\n            later.number > was.number AND later.state = \'signed\'\n            AND (NEW.agreed_version_id IS NULL OR NEW.agreed_version_id = later.id)\n            OR NEW.agreed_version_id IS NULL AND was.state = \'ended\'\n        )\n    ) THEN\n        RAISE EXCEPTION \'goal % is let go by a later version only\', NEW.id\n            USING ERRCODE = \'check_violation\', CONSTRAINT = \'goal_agreed_stays\';\n    END IF;\n    RETURN NEW;\n', hash='2c5d8e98ccf5e293152b512e7d92bc6a25f8892e', operation='UPDATE', pgid='pgtrigger_goal_agreed_stays_382f4', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_legal_jump', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state, NEW.state) NOT IN (('active', 'achieved'), ('active', 'missed'), ('active', 'dropped'), ('achieved', 'active'), ('missed', 'active'), ('dropped', 'active')))", func="RAISE EXCEPTION 'a goal does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';", hash='cb3ea775254a017d3f68aeee5cf250ea750e89a2', operation='UPDATE', pgid='pgtrigger_goal_legal_jump_e99c3', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_first_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state NOT IN ('active'))", func="RAISE EXCEPTION 'a goal does not begin as %', NEW.state USING ERRCODE = 'check_violation';", hash='d7269491efe18003026f9af955e6cf67578aa7df', operation='INSERT', pgid='pgtrigger_goal_first_state_18fc8', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_closes_in_order', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.state <> 'active' THEN\n        IF EXISTS (SELECT 1 FROM goals_goal g WHERE g.parent_id = NEW.id AND g.state = 'active') THEN\n            RAISE EXCEPTION 'open goals stand below goal %', NEW.id\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_closes_last';\n        END IF;\n        RETURN NEW;\n    END IF;\n    PERFORM 1 FROM goals_goal g WHERE g.id = NEW.parent_id AND g.state = 'active' FOR SHARE;\n    IF NEW.parent_id IS NOT NULL AND NOT FOUND THEN\n        RAISE EXCEPTION 'goal % would serve a closed one', NEW.id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_serves_an_open_one';\n    END IF;\n    RETURN NEW;\n", hash='cd90a1a6465b75072f282009aec57eb63e24d039', operation='INSERT OR UPDATE OF "parent_id", "state"', pgid='pgtrigger_goal_closes_in_order_6f16f', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_closed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state <> 'active' AND NEW.state <> 'active' AND (OLD.title, OLD.why, OLD.owner_id, OLD.side, OLD.due_on, OLD.period_id, OLD.is_root, OLD.parent_id, OLD.weight, OLD.unit, OLD.direction, OLD.baseline, OLD.target, OLD.lower, OLD.upper, OLD.starts_on, OLD.phase_days, OLD.phase_values, OLD.check_in_days, OLD.carried_from_id, OLD.conditions, OLD.consequence, OLD.decided_by) IS DISTINCT FROM (NEW.title, NEW.why, NEW.owner_id, NEW.side, NEW.due_on, NEW.period_id, NEW.is_root, NEW.parent_id, NEW.weight, NEW.unit, NEW.direction, NEW.baseline, NEW.target, NEW.lower, NEW.upper, NEW.starts_on, NEW.phase_days, NEW.phase_values, NEW.check_in_days, NEW.carried_from_id, NEW.conditions, NEW.consequence, NEW.decided_by))", func="RAISE EXCEPTION 'goal % is closed', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_closed_stays';", hash='b4e3543041ef6b7e271d0616566c247218e1f506', operation='UPDATE', pgid='pgtrigger_goal_closed_stays_6442a', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_read_by_another', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM goals_readerterm t\n                WHERE t.goal_id = NEW.id AND t.reader_id = NEW.owner_id AND t.until_at IS NULL\n            ) THEN\n                RAISE EXCEPTION 'goal % would be read by its owner', NEW.id\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_read_by_another';\n            END IF;\n            RETURN NEW;\n        ", hash='6ed3ce09c0a8c00064433ed5d6360c2005e8bfaf', operation='UPDATE OF "owner_id"', pgid='pgtrigger_goal_read_by_another_01fb8', table='goals_goal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='goal',
            trigger=pgtrigger.compiler.Trigger(name='goal_closed_as_said', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT 1 FROM goals_goal g\n        LEFT JOIN goals_closure c ON c.goal_id = g.id AND c.reopened_at IS NULL\n        WHERE g.id = NEW.id AND coalesce(c.outcome, 'active') <> g.state\n    ) THEN\n        RAISE EXCEPTION 'goal % does not stand as its closure says', NEW.id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_stands_as_closed';\n    END IF;\n    RETURN NULL;\n", hash='a831538fff5ac1863aff67d4eb301e0778ff7d35', operation='UPDATE OF "state"', pgid='pgtrigger_goal_closed_as_said_987cb', table='goals_goal', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
    ]
