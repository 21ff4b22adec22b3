"""A desk where nobody sits is nobody's: a request is read by those named for its window, and by no one else."""

from django.db import migrations

SITS = """
CREATE OR REPLACE FUNCTION navigator_sits(at text, body text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM navigator_desk AS seat JOIN access_user AS person ON person.id = seat.user_id
        WHERE seat."window" = at AND seat.organisation = body AND seat.removed_at IS NULL AND person.is_active
        AND person.organisation = seat.organisation AND person.id = access_sight('member')::bigint)
$$
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SITS, params=None)


class Migration(migrations.Migration):
    dependencies = [("navigator", "0005_row_security"), ("directory", "0009_a_desk_for_requests")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
