from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrations():
    """Reads only. Names what is not applied, and the leaf nodes of an app of which none follows another."""
    try:
        executor = MigrationExecutor(connection)
        loader = executor.loader
        conflicts = loader.detect_conflicts()
        if conflicts:
            leaves = [f'{app}.{name}' for app, names in sorted(conflicts.items()) for name in sorted(names)]
            raise RuntimeError(f'conflicting leaf nodes: {", ".join(leaves)}')
        plan = executor.migration_plan(loader.graph.leaf_nodes())
        pending = [f'{migration.app_label}.{migration.name}' for migration, _ in plan]
        if pending:
            raise RuntimeError(f'{len(pending)} pending: {", ".join(pending)}')
    finally:
        connection.close()
