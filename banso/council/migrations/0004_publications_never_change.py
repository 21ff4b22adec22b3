"""The database itself refuses to take back what was published, or to change a note."""

from django.db import migrations

TABLES = ("council_publication", "council_publicationnote")
SQLITE = [
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'what was published stays published'); END"
    for table in TABLES
    for verb in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION council_publication_stays() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'what was published stays published'; END $$",
    *(
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION council_publication_stays()"
        for table in TABLES
    ),
]


def forbid_changes(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("council", "0003_publications")]
    operations = [migrations.RunPython(forbid_changes, migrations.RunPython.noop)]
