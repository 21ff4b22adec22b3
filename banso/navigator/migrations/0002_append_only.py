"""The database itself refuses to change or remove a step of a request, or the record that somebody read it."""

from django.db import migrations

TABLES = ("navigator_requestevent", "navigator_contentread")
SQLITE = [
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for table in TABLES
    for verb in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION navigator_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION navigator_is_append_only()"
        for table in TABLES
    ),
]


def forbid_changes(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("navigator", "0001_first_contacts")]
    operations = [migrations.RunPython(forbid_changes, migrations.RunPython.noop)]
