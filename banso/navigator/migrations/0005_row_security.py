"""PostgreSQL decides again who sees a request: default deny, and for the owner of the tables too (FORCE).

A migration that changes rows of these tables must say its sight first, or it changes none; one that changes the type of
a column named here must drop the policies and make them again.
"""

from django.db import migrations

GUARDED = ("navigator_request", "navigator_requestevent", "navigator_contentread")
# A desk where nobody was put is everybody's of the organisation.
SITS = """
CREATE FUNCTION navigator_sits(at text, body text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_or(seat.user_id = access_sight('member')::bigint), true)
    FROM navigator_desk AS seat JOIN access_user AS person ON person.id = seat.user_id
    WHERE seat."window" = at AND seat.organisation = body AND seat.removed_at IS NULL AND person.is_active
$$
"""
MEMBERS_BODY = "(SELECT access_organisation('secretariat', 'body'))"
POLICIES = {
    "held_by_the_members_desk": f"""
        USING (organisation = {MEMBERS_BODY} AND navigator_sits("window", organisation))""",
    "offered_to_the_members_desk": f"""
        USING (state = 'offered' AND navigator_sits(offered_to, {MEMBERS_BODY}) AND EXISTS (
            SELECT FROM directory_window_operators AS runs
            WHERE runs.window_id = offered_to AND runs.organisation_id = {MEMBERS_BODY}))""",
    "led_to_by_its_code": """
        USING (code_mark <> '' AND code_mark = ANY (string_to_array((SELECT access_sight('code')), ',')))""",
    "unanswered_too_long": """
        FOR SELECT USING (state IN ('received', 'taken', 'offered')
            AND due_on < (SELECT access_sight('watch'))::date)""",
    "looked_after_by_a_routine": """
        USING ((SELECT access_sight('routine')) <> '')""",
}
# What happened to a request is seen with it; the watch sees numbers and no history.
WITH_ITS_REQUEST = """
    USING ((SELECT access_sight('watch')) IS NULL
        AND EXISTS (SELECT FROM navigator_request AS of WHERE of.id = request_id))"""
STATEMENTS = [
    SITS,
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in GUARDED),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in GUARDED),
    *(f"CREATE POLICY {name} ON navigator_request {rule}" for name, rule in POLICIES.items()),
    *(f"CREATE POLICY seen_with_its_request ON {table} {WITH_ITS_REQUEST}" for table in GUARDED[1:]),
]


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in STATEMENTS:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("navigator", "0004_what_is_offered_may_wait_at_a_desk"),
        ("access", "0004_sight"),
        ("directory", "0007_days_of_the_office"),
    ]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
