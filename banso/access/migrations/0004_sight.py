"""What the policies of row security ask: in whose sight a transaction works. See banso/access/sight.py."""

from django.db import migrations

SIGHT = """
CREATE FUNCTION access_sight(kind text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN split_part(said, ':', 1) = kind THEN substr(said, length(kind) + 2) END
    FROM (SELECT current_setting('banso.sight', true) AS said) AS now
$$
"""
# The organisation is looked up and not told: who asks cannot say to be of another one.
ORGANISATION = """
CREATE FUNCTION access_organisation(VARIADIC roles text[]) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT organisation::text FROM access_user
    WHERE id = access_sight('member')::bigint AND is_active AND role = ANY (roles) AND organisation <> ''
$$
"""


def functions(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (SIGHT, ORGANISATION):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0003_office")]
    operations = [migrations.RunPython(functions, migrations.RunPython.noop)]
