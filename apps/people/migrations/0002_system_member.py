from django.db import migrations


def add_system_member(apps, schema_editor):
    """The actor of sweeps and set-up; it can't sign in."""
    member = apps.get_model("people", "Member")
    member.objects.create(
        email="system@accord.invalid", name="Accord", is_system=True, is_active=False, password="!", side="other"
    )


def remove_system_member(apps, schema_editor):
    apps.get_model("people", "Member").objects.filter(is_system=True).delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(add_system_member, remove_system_member)]
