"""The ways past every command, by which a row may be changed: what holds in the database holds for all of them."""

from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql


def saved(row: Model, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def updated(row: Model, **fields: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**fields)


def written(row: Model, **fields: Any) -> None:
    columns = {row._meta.get_field(name).column: value for name, value in fields.items()}
    setting = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in columns)
    statement = sql.SQL("update {} set {} where id = %s").format(sql.Identifier(row._meta.db_table), setting)
    values = [value.pk if isinstance(value, Model) else value for value in columns.values()]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, row.pk])


WAYS = [saved, updated, written]
