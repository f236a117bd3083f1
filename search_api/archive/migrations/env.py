"""Alembic's entry: runs the migrations on the connection that `search_api.archive.upgrade` hands over."""

from alembic import context

from search_api.archive.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
