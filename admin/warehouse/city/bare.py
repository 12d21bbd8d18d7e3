"""Empty tables stripped of what slows a load, and dressed again in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

CONSTRAINTS = """
    SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE t.relnamespace = 'personnel'::regnamespace AND c.contype IN ('f', 'x')
    ORDER BY t.relname, c.conname
"""
INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.relnamespace = 'personnel'::regnamespace AND NOT i.indisunique
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
    ORDER BY 1
"""

# Those that tell the audit, those by which requests take their way, and those that ask who came to a training: history
# arrives as it ended.
TRIGGERS = """
    SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname IN (
        'audit_insert', 'complete_leave_request', 'check_leave_step', 'follow_leave_step', 'submit_correction',
        'check_enrolment_new', 'check_session_feedback', 'check_completion'
    )
      AND relnamespace = 'personnel'::regnamespace ORDER BY 1, 2
"""


@contextmanager
def stripped(connection: psycopg.Connection) -> Iterator[None]:
    """Take foreign keys, exclusions and plain indexes off schema `personnel`, and put the same back at the end.

    Checking all rows at once costs a fraction of checking each. Rows added meanwhile leave no entry in the audit: the
    caller notes the load as a whole. The caller's transaction holds it together: when anything fails, the rollback
    brings everything back.
    """
    triggers = connection.execute(TRIGGERS).fetchall()
    constraints = connection.execute(CONSTRAINTS).fetchall()
    indexes = connection.execute(INDEXES).fetchall()
    connection.execute("SET LOCAL maintenance_work_mem = '128MB'")
    for table, name, _ in constraints:
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table, name in triggers:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    yield
    for table, name in triggers:
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")
    for _, definition in indexes:
        connection.execute(definition)
    for table, name, definition in constraints:
        connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
