"""Writes anew what the tests of this folder expect, with the interpreter that runs this script: CPython 3.13.

ErrorTable.jsonl holds one object a line: a source, and the error that parsing it gives (type, message, lineno, offset, end_lineno,
end_offset), or null. The sources stay, the errors are replaced; a further source is a further line {"source": "..."}.
Corpus/NAME.dump is the tree of Corpus/NAME.py, with columns in code points where ast counts bytes.
"""

import ast
import json
import pathlib
import sys
import warnings

HERE = pathlib.Path(__file__).parent


def error_of(source):
    try:
        ast.parse(source, "<source>")
    except SyntaxError as e:
        return [type(e).__name__, e.msg, e.lineno or 0, e.offset or 0, e.end_lineno or 0, e.end_offset or 0]
    return None


def write_error_table():
    path = HERE / "ErrorTable.jsonl"
    sources = [json.loads(line)["source"] for line in path.read_text().splitlines()]
    lines = [json.dumps({"source": s, "error": error_of(s)}) for s in dict.fromkeys(sources)]
    path.write_text("\n".join(lines) + "\n")


def count_code_points(tree, source):
    lines = source.split("\n")
    for node in ast.walk(tree):
        for line, column in (("lineno", "col_offset"), ("end_lineno", "end_col_offset")):
            if hasattr(node, line):
                encoded = lines[getattr(node, line) - 1].encode()
                setattr(node, column, len(encoded[: getattr(node, column)].decode()))


def write_dumps():
    for path in sorted((HERE / "Corpus").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        count_code_points(tree, source)
        path.with_suffix(".dump").write_text(ast.dump(tree, include_attributes=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 13):
        sys.exit("CPython 3.13 is the reference")
    warnings.simplefilter("ignore")
    write_error_table()
    write_dumps()
