"""The statements that make a database anew."""


def _iterdump(connection, *, filter=None):
    cursor = connection.cursor()
    cursor.row_factory = None
    return _statements(cursor, filter)


def _statements(cursor, wanted):
    condition, parameters = ("", ()) if wanted is None else (" AND \"name\" LIKE ?", (wanted,))

    def schema(where):
        return cursor.execute(f'SELECT "name", "type", "sql" FROM "sqlite_master" WHERE "sql" NOT NULL AND {where}', parameters).fetchall()

    if cursor.execute("PRAGMA foreign_key_check").fetchall():
        yield "PRAGMA foreign_keys=OFF;"
    yield "BEGIN TRANSACTION;"
    are_schema_writes_on = False
    sequences = []
    for name, kind, sql in schema(f'"type" == \'table\'{condition} ORDER BY "name"'):
        if name == "sqlite_sequence":
            sequences.append("DELETE FROM \"sqlite_sequence\";")
        elif name == "sqlite_stat1":
            yield "ANALYZE \"sqlite_master\";"
        elif name.startswith("sqlite_"):
            continue
        elif sql.startswith("CREATE VIRTUAL TABLE"):
            if not are_schema_writes_on:
                are_schema_writes_on = True
                yield "PRAGMA writable_schema=ON;"
            yield f"INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql)VALUES('table',{_text(name)},{_text(name)},0,{_text(sql)});"
            continue
        else:
            yield f"{sql};"
        identifier = _identifier(name)
        columns = [_identifier(row[1]) for row in cursor.execute(f"PRAGMA table_info({identifier})")]
        values = " || ',' || ".join(f"quote({column})" for column in columns)
        insert = _text(f"INSERT INTO {identifier} VALUES(")
        for row in cursor.execute(f"SELECT {insert} || {values} || ')' FROM {identifier};").fetchall():
            if name == "sqlite_sequence":
                sequences.append(f"{row[0]};")
            else:
                yield f"{row[0]};"
    for name, kind, sql in schema(f'"type" IN (\'index\', \'trigger\', \'view\'){condition}'):
        yield f"{sql};"
    if are_schema_writes_on:
        yield "PRAGMA writable_schema=OFF;"
    yield from sequences
    yield "COMMIT;"


def _identifier(name):
    return '"' + name.replace('"', '""') + '"'


def _text(value):
    return "'" + value.replace("'", "''") + "'"
