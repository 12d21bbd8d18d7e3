"""What `merit explain` tells beside the marts: the conditions that somebody who is ready meets, as one more table.

`tests/acceptance/test_explain_met.py` compares what is told with words typed by hand.
"""

import psycopg
from mutation_universe import Graph, Judged, Node
from psycopg import sql

from admin.explanation.promotion import JUDGED, MET

MARTS, STAGING, RULES = "marts__next", "staging__next", "rules__next"
NAME = "told_condition"
READS = ("int_employee__state", "promotion_readiness", "int_promotion__rule_in_force", "int_promotion__wording",
         "promotion_requirement")  # fmt: skip
# What a reader sees of a condition, and of whom.
TOLD = {
    NAME: Judged(
        ("employee_id", "path_code", "requirement_code", "label_id", "label_en", "sentence_id", "sentence_en", "item",
         "needed_id", "needed_en", "actual_id", "actual_en", "regulation", "article", "confidence")
    )
}  # fmt: skip


def add_told(url: str, graph: Graph) -> None:
    """Add the table to a database with empty marts, and to its models."""
    checks = [name for name in graph if name.startswith("int_promotion__check_")]
    met = MET % " UNION ALL ".join(JUDGED % check for check in checks)
    met = met.replace(":employee", "readiness.employee_id").format(staging=STAGING, rules=RULES)
    query = (
        f"SELECT readiness.employee_id, met.* FROM {MARTS}.promotion_readiness AS readiness CROSS JOIN LATERAL ({met})"
        " AS met WHERE met.path_code = readiness.path_code AND readiness_class IN ('SIAP', 'SIAP_6BLN')"
    )
    graph[NAME] = Node(MARTS, NAME, query, frozenset((*READS, *checks)))
    with psycopg.connect(url) as connection:
        connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(graph[NAME].relation))  # of other files
        connection.execute(sql.SQL("CREATE TABLE {} AS ").format(graph[NAME].relation) + sql.SQL(query + " LIMIT 0"))
