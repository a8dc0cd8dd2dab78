"""Cursors."""

from _sqlite3 import Row
from operator import index as _index

from sqlite3._adapters import find_converters
from sqlite3._errors import ProgrammingError, kind

# States of a cursor.
_NEW, _READY, _CLOSED, _BUSY = range(4)
_empty = ()


class Cursor:
    """SQLite database cursor class."""
    __module__ = "sqlite3"

    __state = _NEW
    __connection = None
    __run = None
    __converters = None
    __description = None
    __lastrowid = None
    __rowcount = -1
    __arraysize = 1
    row_factory = None

    def __init__(self, *args):
        if len(args) != 1:
            raise TypeError(f"Cursor expected 1 argument, got {len(args)}")
        connection = args[0]
        if not _is_connection(connection):
            raise TypeError(f"Cursor() argument 1 must be sqlite3.Connection, not {kind(connection)}")
        if self.__state == _BUSY:
            self.__refuse()
        self.__connection = connection
        self.__converters = self.__description = self.__lastrowid = None
        self.__leave_run()
        self.__rowcount = -1
        self.__arraysize = 1
        self.row_factory = None
        connection._Connection__database.check_thread()
        self.__state = _READY

    connection = property(lambda self: self.__connection)
    description = property(lambda self: self.__description)
    lastrowid = property(lambda self: self.__lastrowid)
    rowcount = property(lambda self: self.__rowcount)

    @property
    def arraysize(self):
        return self.__arraysize

    @arraysize.setter
    def arraysize(self, size):
        self.__arraysize = _index(size)

    def __refuse(self):
        raise ProgrammingError("Base Cursor.__init__ not called." if self.__state == _NEW
                               else "Cannot operate on a closed cursor." if self.__state == _CLOSED
                               else "Recursive use of cursors not allowed.")

    def __leave_run(self):
        run = self.__run
        if run is not None:
            self.__run = None
            run.end()

    def __begin(self, sql, is_many):
        """Prepare a statement, and begin a transaction if it needs one."""
        connection = self.__connection
        if self.__run is not None:
            self.__leave_run()
        self.__description = None
        statement = connection._Connection__cached(sql)
        if is_many and statement.is_readonly:
            raise ProgrammingError("executemany() can only execute DML statements.")
        if statement.is_running:
            statement = connection._Connection__database.prepare(sql)
        if statement.is_change:
            self.__rowcount = 0
            if connection._Connection__begin is not None and not connection._Connection__database.in_transaction:
                connection._Connection__run(connection._Connection__begin)
        else:
            self.__rowcount = -1
        return statement

    def __describe(self, statement):
        """Note the columns of the result."""
        names = statement.names()
        if not names:
            return
        detect_types = self.__connection._Connection__detect_types
        self.__converters = find_converters(statement, detect_types) if detect_types else None
        if detect_types & 2:
            names = [name.partition("[")[0].removesuffix(" ") if "[" in name else name for name in names]
        self.__description = tuple([(name, None, None, None, None, None, None) for name in names])

    def execute(self, sql, parameters=_empty, /):
        """Executes an SQL statement."""
        if self.__state != _READY:
            self.__refuse()
        database = self.__connection._Connection__database
        database.check()
        if not isinstance(sql, str):
            raise TypeError(f"execute() argument 1 must be str, not {kind(sql)}")
        self.__state = _BUSY
        try:
            statement = self.__begin(sql, False)
            self.__run = run = statement.run(parameters)
            if run is None and statement.is_change:
                self.__rowcount = database.changes
            self.__describe(statement)
            self.__lastrowid = database.last_insert_rowid
        except BaseException:
            self.__rowcount = -1
            raise
        finally:
            self.__state = _READY
        return self

    def executemany(self, sql, seq_of_parameters, /):
        """Repeatedly executes an SQL statement."""
        if self.__state != _READY:
            self.__refuse()
        self.__connection._Connection__database.check()
        if not isinstance(sql, str):
            raise TypeError(f"executemany() argument 1 must be str, not {kind(sql)}")
        self.__state = _BUSY
        try:
            parameters = iter(seq_of_parameters)
            statement = self.__begin(sql, True)
            self.__rowcount, self.__run = statement.run_many(parameters)
            self.__describe(statement)
        except BaseException:
            self.__rowcount = -1
            raise
        finally:
            self.__state = _READY
        return self

    def executescript(self, sql_script, /):
        """Executes multiple SQL statements at once."""
        if not isinstance(sql_script, str):
            raise TypeError(f"executescript() argument must be str, not {kind(sql_script)}")
        if self.__state != _READY:
            self.__refuse()
        connection = self.__connection
        database = connection._Connection__database
        database.check()
        if connection.autocommit == -1 and database.in_transaction:
            connection._Connection__run("COMMIT")
        database.run_script(sql_script)
        return self

    def __iter__(self):
        return self

    def __fetch(self):
        """The next row as a tuple, or None."""
        if self.__state != _READY:
            self.__refuse()
        connection = self.__connection
        connection._Connection__database.check()
        run = self.__run
        if run is None:
            return None
        self.__state = _BUSY
        try:
            row = run.fetch(connection.text_factory, self.__converters)
        finally:
            self.__state = _READY
            if not run.is_current:
                self.__run = None
        if self.__run is None and run.is_change:
            self.__rowcount = connection._Connection__database.changes
        return row

    def __next__(self):
        row = self.__fetch()
        if row is None:
            raise StopIteration
        return row if self.row_factory is None else self.row_factory(self, row)

    def fetchone(self):
        """Fetches one row from the resultset."""
        row = self.__fetch()
        return row if row is None or self.row_factory is None else self.row_factory(self, row)

    def __fetch_many(self, limit):
        if self.row_factory is not None and self.row_factory is not Row:
            rows = []
            for row in self:
                rows.append(row)
                if len(rows) == limit:
                    break
            return rows
        if self.__state != _READY:
            self.__refuse()
        connection = self.__connection
        connection._Connection__database.check()
        run = self.__run
        if run is None:
            return []
        self.__state = _BUSY
        try:
            rows = run.fetch_many(connection.text_factory, self.__converters, None if self.row_factory is None else self.__description, limit)
        finally:
            self.__state = _READY
            if not run.is_current:
                self.__run = None
        if self.__run is None and run.is_change:
            self.__rowcount = connection._Connection__database.changes
        return rows

    def fetchmany(self, size=None):
        """Fetches several rows from the resultset."""
        size = self.__arraysize if size is None else _index(size)
        return self.__fetch_many(size if size > 0 else -1)

    def fetchall(self):
        """Fetches all rows from the resultset."""
        return self.__fetch_many(-1)

    def setinputsizes(self, sizes, /):
        """Required by DB-API. Does nothing in sqlite3."""

    def setoutputsize(self, size, column=None, /):
        """Required by DB-API. Does nothing in sqlite3."""

    def close(self):
        """Closes the cursor."""
        if self.__state == _NEW:
            self.__refuse()
        if self.__state == _BUSY:
            self.__refuse()
        database = self.__connection._Connection__database
        database.check()
        self.__leave_run()
        self.__state = _CLOSED


def _is_connection(value):
    from sqlite3._connection import Connection
    globals()["_is_connection"] = lambda value: isinstance(value, Connection)
    return isinstance(value, Connection)
