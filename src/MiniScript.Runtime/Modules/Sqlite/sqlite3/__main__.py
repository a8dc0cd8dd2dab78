"""A prompt for SQL: python -m sqlite3 [FILENAME [SQL]]."""

import argparse
import code
import sqlite3
import sys


def execute(connection, sql, suppress_errors=True):
    """Run a statement and show its rows, or its error."""
    try:
        for row in connection.execute(sql):
            print(row)
    except sqlite3.Error as error:
        shown = f"{type(error).__name__} ({getattr(error, 'sqlite_errorname', '')}): {error}" if hasattr(error, "sqlite_errorname") \
            else f"{type(error).__name__}: {error}"
        print(shown, file=sys.stderr)
        if not suppress_errors:
            sys.exit(1)


class SqliteInteractiveConsole(code.InteractiveConsole):
    """A prompt whose statements end with a semicolon."""

    def __init__(self, connection):
        super().__init__()
        self._connection = connection

    def runsource(self, source, filename="<input>", symbol="single"):
        match source:
            case ".version":
                print(sqlite3.sqlite_version)
            case ".help":
                print("Enter SQL code and press enter.")
            case ".quit":
                sys.exit(0)
            case _:
                if not sqlite3.complete_statement(source):
                    return True
                execute(self._connection, source)
        return False


def main(*args):
    parser = argparse.ArgumentParser(description="Python sqlite3 CLI", prog="python -m sqlite3")
    parser.add_argument("filename", type=str, default=":memory:", nargs="?",
                        help="SQLite database to open (defaults to ':memory:'). A new database is created if the file does not previously exist.")
    parser.add_argument("sql", type=str, nargs="?", help="An SQL query to execute. Any returned rows are printed to stdout.")
    parser.add_argument("-v", "--version", action="version", version=f"SQLite version {sqlite3.sqlite_version}", help="Print underlying SQLite library version")
    arguments = parser.parse_args(*args)
    where = "a transient in-memory database" if arguments.filename == ":memory:" else repr(arguments.filename)
    end = "CTRL-Z" if sys.platform == "win32" else "CTRL-D"
    banner = (f"sqlite3 shell, running on SQLite version {sqlite3.sqlite_version}\nConnected to {where}\n\n"
              f"Each command will be run using execute() on the cursor.\nType \".help\" for more information; type \".quit\" or {end} to quit.")
    connection = sqlite3.connect(arguments.filename, isolation_level=None)
    try:
        if arguments.sql:
            execute(connection, arguments.sql, suppress_errors=False)
        else:
            sys.ps1, sys.ps2 = "sqlite> ", "    ... "
            SqliteInteractiveConsole(connection).interact(banner, exitmsg="")
    finally:
        connection.close()
    sys.exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
