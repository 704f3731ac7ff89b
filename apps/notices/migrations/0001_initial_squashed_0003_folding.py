import apps.core.ids
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial'), ('notices', '0002_answers_by_mail'), ('notices', '0003_folding')]

    initial = True

    dependencies = [
        ('people', '0002_system_member'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('mentioned', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['about_kind', 'about_id', 'at'], name='comment_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something')],
                'triggers': [pgtrigger.compiler.Trigger(name='count_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='aacf4494ccfe7c7d724a39754fa2aff1ec9c2726', operation='UPDATE', pgid='pgtrigger_count_revision_ff3fe', table='notices_comment', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='CommentText',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('replaced_at', models.DateTimeField()),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='older_texts', to='notices.comment')),
            ],
            options={
                'triggers': [pgtrigger.compiler.Trigger(name='comment_text_no_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='4167ee499e0a3876b679296941f44d459ead95a1', operation='UPDATE', pgid='pgtrigger_comment_text_no_update_2132d', table='notices_commenttext', when='BEFORE')), pgtrigger.compiler.Trigger(name='comment_text_no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='95afdf9fc3a28f852e3c10da8f85d148e8e68c92', operation='DELETE', pgid='pgtrigger_comment_text_no_delete_bf66b', table='notices_commenttext', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('to_address', models.EmailField(max_length=254)),
                ('about_notices', models.BooleanField()),
                ('message_id', models.CharField(max_length=200, unique=True)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('body_text', models.TextField(blank=True)),
                ('body_html', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('ready', 'Waiting'), ('claimed', 'Being sent'), ('retrying', 'Trying again'), ('sent', 'Sent'), ('kept', 'Kept here'), ('parked', 'Given up'), ('dropped', 'No longer needed')], default='ready', max_length=8)),
                ('token', models.UUIDField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('not_before', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('helping', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='follow_about')],
                'constraints': [models.UniqueConstraint(fields=('member', 'about_kind', 'about_id'), name='follow_once')],
            },
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=300, unique=True)),
                ('looked_at', models.DateTimeField(null=True)),
                ('failing_since', models.DateTimeField(null=True)),
                ('fault', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('failing_since__isnull', True), ('fault', '')), models.Q(('failing_since__isnull', False), models.Q(('fault', ''), _negated=True)), _connector='OR'), name='mailbox_failing_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('about_kind', models.CharField(max_length=40)),
                ('about_id', models.UUIDField()),
                ('kind', models.CharField(max_length=60)),
                ('facts', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('folds_on', models.DateField(null=True)),
                ('mail_at', models.DateTimeField(null=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delivery', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='notices.delivery')),
                ('instead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['recipient', '-at'], name='notice_inbox'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['recipient'], name='notice_unread'), models.Index(fields=['about_kind', 'about_id'], name='notice_about'), models.Index(condition=models.Q(('folds_on__isnull', False)), fields=['recipient_id', 'about_kind', 'about_id', 'folds_on', 'at'], name='notice_fold'), models.Index(condition=models.Q(('delivery__isnull', True), ('mail_at__isnull', False)), fields=['mail_at'], name='notice_to_mail')],
                'constraints': [models.CheckConstraint(condition=models.Q(('recipient', models.F('actor')), _negated=True), name='notice_never_of_own_act'), models.CheckConstraint(condition=models.Q(('delivery__isnull', True), ('mail_at__isnull', False), _connector='OR'), name='notice_mailed_was_to_be_mailed')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('rhythm', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Daily at 8:00'), ('never', 'Only here, no mail')], max_length=8)),
                ('at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'kind'), name='preference_once_per_kind'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['at_once', 'daily', 'never'])), name='preference_rhythm_known')],
            },
        ),
        migrations.CreateModel(
            name='ReceivedMail',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('message_id', models.CharField(max_length=200)),
                ('from_address', models.CharField(max_length=320)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('taken', 'Taken in'), ('returned', 'Sent back'), ('dropped', 'Dropped')], default='taken', max_length=8)),
                ('why', models.CharField(blank=True, choices=[('automatic', 'An automatic reply'), ('bounce', "A mail of ours that couldn't be delivered"), ('list', 'From a mailing list or sent to many'), ('own', 'One of our own mails'), ('not-to-us', 'Not sent to an address for replies'), ('unknown-address', 'Sent to an address that was never given out'), ('expired', 'The address for replies was too old'), ('stranger', 'Sent by somebody else than the member who was written to'), ('left', 'From somebody who has left'), ('unreadable', "Couldn't be read"), ('too-many', 'Too many mails had to be sent back to this member today'), ('several', 'Answers a mail that told of several things'), ('empty', 'Said nothing'), ('too-long', 'Too long'), ('gone', "About something that its sender can't see any more"), ('refused', 'A rule refused it')], max_length=20)),
                ('at', models.DateTimeField()),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received_mails', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='notices.notice')),
            ],
            options={
                'indexes': [models.Index(fields=['-at'], name='received_mail_newest')],
                'constraints': [models.UniqueConstraint(fields=('message_id',), name='received_mail_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), ('why', '')), models.Q(('state__in', ['returned', 'dropped']), models.Q(('why', ''), _negated=True)), _connector='OR'), name='received_mail_says_why'), models.CheckConstraint(condition=models.Q(('state', 'dropped'), ('member__isnull', False), _connector='OR'), name='received_mail_answered_is_a_members')],
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='answers',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answered_by', to='notices.receivedmail'),
        ),
        migrations.CreateModel(
            name='ReplyAddress',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reply_addresses', to='notices.notice')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reply_addresses', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['expires_at'], name='reply_address_expires')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='reply_address_ends')],
            },
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ['ready', 'claimed', 'retrying'])), fields=['not_before'], name='delivery_open'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['-created_at'], name='delivery_created'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'claimed'), ('token__isnull', False)), models.Q(models.Q(('state', 'claimed'), _negated=True), ('lease_until__isnull', True), ('token__isnull', True)), _connector='OR'), name='delivery_claimed_has_a_lease'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='delivery_sent_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('about_notices', False), ('recipient__isnull', False), _connector='OR'), name='delivery_of_notices_has_a_reader'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'dropped']), _negated=True), models.Q(('body_html', ''), ('body_text', '')), _connector='OR'), name='delivery_sent_keeps_no_text'),
        ),
    ]
