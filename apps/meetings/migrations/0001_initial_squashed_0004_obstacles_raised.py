import apps.core.ids
import apps.people.models.company
import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('meetings', '0001_initial'), ('meetings', '0002_answers'), ('meetings', '0003_held_by_who_is_here'), ('meetings', '0004_obstacles_raised')]

    initial = True

    dependencies = [
        ('goals', '0001_initial_squashed_0013_small_steps'),
        ('people', '0002_system_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='Segment',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=apps.core.ids.uuid7, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('every', models.CharField(choices=[('once', 'Once'), ('week', 'Every week'), ('two_weeks', 'Every two weeks'), ('month', 'Every month')], max_length=10)),
                ('first_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('at', models.TimeField()),
                ('zone', models.CharField(max_length=60, validators=[apps.people.models.company.check_zone])),
                ('minutes', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='RunnerOfMeetings',
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
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('detail', models.TextField(blank=True, max_length=4000)),
                ('minutes', models.PositiveSmallIntegerField(default=10)),
                ('position', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('open', 'To be talked about'), ('reached', 'Done'), ('carried', 'Carried over'), ('parked', 'Parked'), ('taken_off', 'Taken off')], default='open', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('about_kind', models.CharField(max_length=40, null=True)),
                ('about_id', models.UUIDField(null=True)),
                ('evidence', models.CharField(blank=True, max_length=500)),
                ('times', models.PositiveSmallIntegerField(default=1)),
                ('carried_from', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='meetings.agendaitem')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('note', 'Note'), ('decision', 'Decision'), ('action', 'Action item'), ('obstacle', 'In the way')], max_length=8)),
                ('text', models.TextField(max_length=10000)),
                ('written_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('review_on', models.DateField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries_written', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='meetings.agendaitem')),
                ('obstacle', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='raised_in', to='goals.obstacle')),
                ('task', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='noted_in', to='goals.task')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('meetings.entry',),
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('slot', models.DateField()),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('scheduled', 'Ahead'), ('running', 'Running'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], default='scheduled', max_length=10)),
                ('cancelled_because', models.CharField(blank=True, max_length=500)),
                ('started_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('segment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.segment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='meetings.meeting'),
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('how', models.CharField(choices=[('present', 'Here'), ('remote', 'By call'), ('excused', 'Excused')], max_length=8)),
                ('at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='meetings.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'member'), name='attendance_once'), models.CheckConstraint(condition=models.Q(('how__in', ['present', 'remote', 'excused'])), name='attendance_how_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='attendance_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE touched uuid; standing text;', func="\n    FOR touched IN SELECT id FROM (SELECT CASE WHEN TG_OP <> 'INSERT' THEN OLD.meeting_id END AS id\n        UNION SELECT CASE WHEN TG_OP <> 'DELETE' THEN NEW.meeting_id END) of_row WHERE id IS NOT NULL LOOP\n        SELECT state INTO standing FROM meetings_meeting WHERE id = touched FOR SHARE;\n        IF standing = 'closed' THEN\n            RAISE EXCEPTION 'the minutes of meeting % are closed', touched USING ERRCODE = 'check_violation';\n        END IF;\n    END LOOP;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='f1c28e1fe7a3a6e47d4d3c576d19943f223012a9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_attendance_frozen_b51f5', table='meetings_attendance', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('maybe', 'Maybe'), ('no', 'No')], max_length=5)),
                ('line', models.CharField(blank=True, max_length=300)),
                ('starts_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_answers', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='meetings.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'member'), name='answer_once'), models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'maybe', 'no'])), name='answer_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='answer_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE touched uuid; standing text;', func="\n    FOR touched IN SELECT id FROM (SELECT CASE WHEN TG_OP <> 'INSERT' THEN OLD.meeting_id END AS id\n        UNION SELECT CASE WHEN TG_OP <> 'DELETE' THEN NEW.meeting_id END) of_row WHERE id IS NOT NULL LOOP\n        SELECT state INTO standing FROM meetings_meeting WHERE id = touched FOR SHARE;\n        IF standing = 'closed' THEN\n            RAISE EXCEPTION 'the minutes of meeting % are closed', touched USING ERRCODE = 'check_violation';\n        END IF;\n    END LOOP;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='194dc650b00106d029efd27dfd8090ab849e3409', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_answer_frozen_8958a', table='meetings_answer', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='meetings.meeting'),
        ),
        migrations.CreateModel(
            name='Addendum',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=10000)),
                ('at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addenda', to='meetings.meeting')),
            ],
            options={
                'indexes': [models.Index(fields=['meeting', 'at'], name='addendum_of_meeting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='addendum_says_something')],
                'triggers': [pgtrigger.compiler.Trigger(name='addendum_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='1fc748b99e5e0ce2fa39f0f1dd9c0f7fd1169310', operation='UPDATE', pgid='pgtrigger_addendum_no_update_dc866', table='meetings_addendum', when='BEFORE')), pgtrigger.compiler.Trigger(name='addendum_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='4a6f693e7ae98ff5727530b598d3d50d317d0faa', operation='DELETE', pgid='pgtrigger_addendum_no_delete_cc6cb', table='meetings_addendum', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True, max_length=4000)),
                ('side', models.CharField(choices=[('joint', 'Joint'), ('sales', 'Sales'), ('marketing', 'Marketing')], default='joint', max_length=12)),
                ('place', models.CharField(blank=True, max_length=500)),
                ('is_open', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series_run', to=settings.AUTH_USER_MODEL)),
                ('members', models.ManyToManyField(related_name='meeting_series', to=settings.AUTH_USER_MODEL)),
                ('scribe', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='series_recorded', to=settings.AUTH_USER_MODEL)),
                ('teams', models.ManyToManyField(related_name='meeting_series', to='people.team')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='series_has_a_title'), models.CheckConstraint(condition=models.Q(('side__in', ['joint', 'sales', 'marketing'])), name='series_side_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='1f5e47f4300a838d74989b29e888d8a046518f57', operation='UPDATE', pgid='pgtrigger_count_revision_35ca6', table='meetings_series', when='BEFORE')), pgtrigger.compiler.Trigger(name='series_held_by_active', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF NEW.facilitator_id IS NOT NULL AND (NEW.ended_at IS NULL) AND (TG_OP = 'INSERT' OR NEW.facilitator_id IS DISTINCT FROM OLD.facilitator_id OR NOT (OLD.ended_at IS NULL)) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.facilitator_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'series_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        IF NEW.scribe_id IS NOT NULL AND (NEW.ended_at IS NULL) AND (TG_OP = 'INSERT' OR NEW.scribe_id IS DISTINCT FROM OLD.scribe_id OR NOT (OLD.ended_at IS NULL)) THEN\n            PERFORM 1 FROM people_member WHERE id = NEW.scribe_id AND is_active FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'series_held_by_active_members' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;", hash='40473cef8401e5ab735fb6e982e2ac9bdb77f617', operation='INSERT OR UPDATE', pgid='pgtrigger_series_held_by_active_1757d', table='meetings_series', when='BEFORE'))],
            },
        ),
        migrations.AddField(
            model_name='segment',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='segments', to='meetings.series'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.series'),
        ),
        migrations.CreateModel(
            name='Invitee',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('maybe', 'Maybe'), ('no', 'No')], max_length=5, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invited_to', to=settings.AUTH_USER_MODEL)),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitees', to='meetings.series')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('until__isnull', True)), fields=['member', 'series'], name='invitee_now')],
                'constraints': [models.UniqueConstraint(fields=('series', 'member'), name='invitee_once'), models.CheckConstraint(condition=models.Q(('answer__isnull', True), ('answer__in', ['yes', 'maybe', 'no']), _connector='OR'), name='invitee_answer_known')],
            },
        ),
        migrations.CreateModel(
            name='Concerned',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerned_by', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='meetings.entry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'member'), name='concerned_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='concerned_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE touched uuid; standing text;', func="\n    FOR touched IN SELECT meeting_id FROM meetings_entry WHERE id IN (\n        CASE WHEN TG_OP <> 'INSERT' THEN OLD.entry_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.entry_id END) LOOP\n        SELECT state INTO standing FROM meetings_meeting WHERE id = touched FOR SHARE;\n        IF standing = 'closed' THEN\n            RAISE EXCEPTION 'the minutes of meeting % are closed', touched USING ERRCODE = 'check_violation';\n        END IF;\n    END LOOP;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='01241f80625c732da44f1e17a92ef498753f74bc', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_concerned_frozen_e4a0e', table='meetings_concerned', when='BEFORE'))],
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['meeting', 'written_at'], name='entry_of_meeting'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('kind', 'decision')), fields=['-written_at', 'id'], name='entry_decisions'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='entry_says_something'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['note', 'decision', 'action', 'obstacle'])), name='entry_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'action'), ('task__isnull', False)), models.Q(models.Q(('kind', 'action'), _negated=True), ('task__isnull', True)), _connector='OR'), name='entry_action_is_a_task'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'obstacle'), ('obstacle__isnull', False)), models.Q(models.Q(('kind', 'obstacle'), _negated=True), ('obstacle__isnull', True)), _connector='OR'), name='entry_in_the_way_is_an_obstacle'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'decision'), ('review_on__isnull', True), _connector='OR'), name='entry_decisions_are_reviewed'),
        ),
        migrations.AddIndex(
            model_name='agendaitem',
            index=models.Index(fields=['meeting', 'position'], name='agenda_item_of_meeting'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='agenda_item_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__lte', 480)), name='agenda_item_minutes'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about_id__isnull', True), ('about_kind__isnull', True)), models.Q(('about_id__isnull', False), ('about_kind__isnull', False)), _connector='OR'), name='agenda_item_about_is_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('about_id__isnull', False), models.Q(('state', 'taken_off'), _negated=True)), fields=('meeting', 'about_kind', 'about_id'), name='agenda_item_once_about_a_thing'),
        ),
        migrations.AddConstraint(
            model_name='segment',
            constraint=models.CheckConstraint(condition=models.Q(('every__in', ['once', 'week', 'two_weeks', 'month'])), name='segment_every_known'),
        ),
        migrations.AddConstraint(
            model_name='segment',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (5, 1440))), name='segment_lasts'),
        ),
        migrations.AddConstraint(
            model_name='segment',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('first_on')), _connector='OR'), name='segment_in_order'),
        ),
        migrations.AddConstraint(
            model_name='segment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('series', '='), (models.Func(models.F('first_on'), models.F('until_on'), models.Value('[]'), function='daterange'), '&&')], name='segment_no_overlap'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['-starts_at', 'id'], name='meeting_starts'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['series', 'starts_at'], name='meeting_of_series'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(condition=models.Q(('state__in', ['scheduled', 'running'])), fields=['starts_at'], name='meeting_open'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('segment', 'slot'), name='meeting_once_per_slot'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (5, 1440))), name='meeting_lasts'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True), ('closed_by__isnull', True)), _connector='OR'), name='meeting_closed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('started_at__isnull', False), ('state__in', ['running', 'closed'])), models.Q(('started_at__isnull', True), ('state__in', ['scheduled', 'cancelled'])), _connector='OR'), name='meeting_started_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='runnerofmeetings',
            trigger=pgtrigger.compiler.Trigger(name='leaver_leaves_meetings', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_active AND NOT NEW.is_active)', func="\n        IF EXISTS (SELECT 1 FROM meetings_series WHERE NEW.id IN (facilitator_id, scribe_id) AND ended_at IS NULL) THEN\n            RAISE EXCEPTION 'member_leaves_nothing_behind' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;", hash='6c933ac417315df18d378579da474bd8a7e29fc8', operation='UPDATE', pgid='pgtrigger_leaver_leaves_meetings_49a6d', table='people_member', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2fc903326dd485d2b95d467b79b42fc25f072b50', operation='UPDATE', pgid='pgtrigger_count_revision_f889c', table='meetings_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE touched uuid; standing text;', func="\n    FOR touched IN SELECT id FROM (SELECT CASE WHEN TG_OP <> 'INSERT' THEN OLD.meeting_id END AS id\n        UNION SELECT CASE WHEN TG_OP <> 'DELETE' THEN NEW.meeting_id END) of_row WHERE id IS NOT NULL LOOP\n        SELECT state INTO standing FROM meetings_meeting WHERE id = touched FOR SHARE;\n        IF standing = 'closed' THEN\n            RAISE EXCEPTION 'the minutes of meeting % are closed', touched USING ERRCODE = 'check_violation';\n        END IF;\n    END LOOP;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='0f1bb8bb0ba9c32e4a47101ed34a2c9367c4fd78', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_entry_frozen_99bb3', table='meetings_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='646fc97826ea00027ce174bf2b5c5196c40c6461', operation='UPDATE', pgid='pgtrigger_count_revision_36c33', table='meetings_agendaitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='agenda_item_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE touched uuid; standing text;', func="\n    FOR touched IN SELECT id FROM (SELECT CASE WHEN TG_OP <> 'INSERT' THEN OLD.meeting_id END AS id\n        UNION SELECT CASE WHEN TG_OP <> 'DELETE' THEN NEW.meeting_id END) of_row WHERE id IS NOT NULL LOOP\n        SELECT state INTO standing FROM meetings_meeting WHERE id = touched FOR SHARE;\n        IF standing = 'closed' THEN\n            RAISE EXCEPTION 'the minutes of meeting % are closed', touched USING ERRCODE = 'check_violation';\n        END IF;\n    END LOOP;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='189373f180e304db92af434aee0d6621319ee159', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_agenda_item_frozen_41505', table='meetings_agendaitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='b8795810b9ad66665ff091a75ed5969c08a8cd41', operation='UPDATE', pgid='pgtrigger_count_revision_b0557', table='meetings_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='meeting_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{scheduled:running,scheduled:cancelled,running:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='a3a117c65cdd56e28039d79a2308410d89489dc1', operation='UPDATE', pgid='pgtrigger_meeting_moves_16e67', table='meetings_meeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='meeting_stays_closed', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.state = 'closed')", func="RAISE EXCEPTION 'meeting % is closed', OLD.id USING ERRCODE = 'check_violation';", hash='b937916161269878ada5681466f7b0ff650f0c0e', operation='UPDATE OR DELETE', pgid='pgtrigger_meeting_stays_closed_60043', table='meetings_meeting', when='BEFORE')),
        ),
    ]
