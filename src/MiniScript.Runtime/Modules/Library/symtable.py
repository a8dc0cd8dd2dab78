"""The tables of names that the compiler makes of a program: who defines a name, who uses it, where it is looked up."""

import os
import sys

from enum import StrEnum

__all__ = ["symtable", "SymbolTableType", "SymbolTable", "Class", "Function", "Symbol"]

# What is said of a name in a table.
DEF_GLOBAL = 1
DEF_LOCAL = 2
DEF_PARAM = 4
DEF_NONLOCAL = 8
USE = 16
DEF_IMPORT = 128
DEF_ANNOT = 256
DEF_TYPE_PARAM = 512
DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM

# Where it is looked up.
LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL = range(1, 6)

_flags = [("USE", USE), ("DEF_GLOBAL", DEF_GLOBAL), ("DEF_NONLOCAL", DEF_NONLOCAL), ("DEF_LOCAL", DEF_LOCAL), ("DEF_PARAM", DEF_PARAM),
          ("DEF_IMPORT", DEF_IMPORT), ("DEF_ANNOT", DEF_ANNOT)]
_scopes = {FREE: "FREE", LOCAL: "LOCAL", GLOBAL_IMPLICIT: "GLOBAL_IMPLICIT", GLOBAL_EXPLICIT: "GLOBAL_EXPLICIT", CELL: "CELL"}


class SymbolTableType(StrEnum):
    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    ANNOTATION = "annotation"
    TYPE_ALIAS = "type alias"
    TYPE_PARAMETERS = "type parameters"
    TYPE_VARIABLE = "type variable"


def symtable(code, filename, compile_type):
    """Return the toplevel SymbolTable for the source code.

compile_type can be 'exec', 'single', or 'eval'."""
    from _symtable_builder import build
    if not isinstance(filename, (str, bytes)):
        filename = os.fspath(filename)
    if compile_type not in ("exec", "eval", "single"):
        raise ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'")
    if not isinstance(code, (str, bytes, bytearray)):
        raise TypeError("symtable() arg 1 must be a string or bytes object")
    return _wrap(build(code, filename, compile_type), filename)


def _wrap(table, filename):
    if table.wrapper is None:
        kind = Function if table.type == "function" else Class if table.type == "class" else SymbolTable
        table.wrapper = kind(table, filename)
    return table.wrapper


class SymbolTable:
    def __init__(self, raw_table, filename):
        self._table = raw_table
        self._filename = filename
        self._symbols = {}

    def __repr__(self):
        kind = "" if self.__class__ is SymbolTable else self.__class__.__name__ + " "
        if self._table.name == "top":
            return f"<{kind}SymbolTable for module {self._filename}>"
        return f"<{kind}SymbolTable for {self._table.name} in {self._filename}>"

    def get_type(self):
        """Return the type of the symbol table."""
        return SymbolTableType(self._table.type)

    def get_id(self):
        """Return an identifier for the table."""
        return self._table.id

    def get_name(self):
        """Return the table's name: that of the class or function, or 'top'."""
        return self._table.name

    def get_lineno(self):
        """Return the number of the first line in the block."""
        return self._table.lineno

    def is_optimized(self):
        """Return True if the locals in the table are optimizable."""
        return self._table.type == "function"

    def is_nested(self):
        """Return True if the block is a nested class or function."""
        return self._table.is_nested

    def has_children(self):
        """Return True if the block has nested namespaces."""
        return bool(self._table.children)

    def get_identifiers(self):
        """Return a view of the names of symbols in the table."""
        return self._table.symbols.keys()

    def lookup(self, name):
        """Look up a name in the table and return its Symbol."""
        symbol = self._symbols.get(name)
        if symbol is None:
            flags = self._table.symbols[name]
            symbol = self._symbols[name] = Symbol(name, flags, self._table.scopes[name], self.__namespaces(name), is_module=self._table.name == "top")
        return symbol

    def get_symbols(self):
        """Return a list of the Symbols in the table."""
        return [self.lookup(name) for name in self.get_identifiers()]

    def __namespaces(self, name):
        return [_wrap(child, self._filename) for child in self._table.children if child.name == name]

    def get_children(self):
        """Return a list of the nested symbol tables."""
        return [_wrap(child, self._filename) for child in self._table.children]


class Function(SymbolTable):
    def __names(self, wanted):
        return tuple([name for name, flags in self._table.symbols.items() if wanted(flags, self._table.scopes[name])])

    def get_parameters(self):
        """Return a tuple of parameters to the function."""
        return self.__names(lambda flags, scope: flags & DEF_PARAM)

    def get_locals(self):
        """Return a tuple of locals in the function."""
        return self.__names(lambda flags, scope: scope in (LOCAL, CELL))

    def get_globals(self):
        """Return a tuple of globals in the function."""
        return self.__names(lambda flags, scope: scope in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT))

    def get_nonlocals(self):
        """Return a tuple of nonlocals in the function."""
        return self.__names(lambda flags, scope: flags & DEF_NONLOCAL)

    def get_frees(self):
        """Return a tuple of free variables in the function."""
        return self.__names(lambda flags, scope: scope == FREE)


class Class(SymbolTable):
    def get_methods(self):
        """Return a tuple of methods declared in the class."""
        def is_method(table):
            return table.type == "function" and not (table.name == "genexpr" and ".0" in table.symbols)

        found = {}
        for child in self._table.children:
            if self._table.scopes.get(child.name) == LOCAL:
                inner = [table for table in child.children if table.name == child.name] if child.type == "type parameters" else [child]
                if any(map(is_method, inner)):
                    found[child.name] = True
        return tuple(found)


class Symbol:
    def __init__(self, name, flags, scope, namespaces=(), *, is_module=False):
        self.__name = name
        self.__flags = flags
        self.__scope = scope
        self.__namespaces = namespaces
        self.__is_module = is_module

    def __repr__(self):
        return f"<symbol {self.__name!r}: {_scopes[self.__scope]}, {'|'.join(self._flags_str())}>"

    def _flags_str(self):
        return [name for name, flag in _flags if self.__flags & flag]

    def _scope_str(self):
        return _scopes[self.__scope]

    def get_name(self):
        """Return the symbol's name."""
        return self.__name

    def is_referenced(self):
        """Return True if the symbol is used in its block."""
        return bool(self.__flags & USE)

    def is_parameter(self):
        """Return True if the symbol is a parameter."""
        return bool(self.__flags & DEF_PARAM)

    def is_global(self):
        """Return True if the symbol is global."""
        return self.__scope in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT) or self.__is_module and bool(self.__flags & DEF_BOUND)

    def is_nonlocal(self):
        """Return True if the symbol is declared nonlocal."""
        return bool(self.__flags & DEF_NONLOCAL)

    def is_declared_global(self):
        """Return True if the symbol is declared global with a global statement."""
        return self.__scope == GLOBAL_EXPLICIT

    def is_local(self):
        """Return True if the symbol is local to its block."""
        return self.__scope in (LOCAL, CELL) or self.__is_module and bool(self.__flags & DEF_BOUND)

    def is_annotated(self):
        """Return True if the symbol is annotated."""
        return bool(self.__flags & DEF_ANNOT)

    def is_free(self):
        """Return True if the symbol is used in its block and assigned in an enclosing one."""
        return self.__scope == FREE

    def is_imported(self):
        """Return True if the symbol is made by an import statement."""
        return bool(self.__flags & DEF_IMPORT)

    def is_assigned(self):
        """Return True if the symbol is assigned to in its block."""
        return bool(self.__flags & DEF_LOCAL)

    def is_namespace(self):
        """Return True if name binding introduces a new namespace."""
        return bool(self.__namespaces)

    def get_namespaces(self):
        """Return a list of the namespaces bound to this name."""
        return self.__namespaces

    def get_namespace(self):
        """Return the single namespace bound to this name; ValueError if there are none or several."""
        if not self.__namespaces:
            raise ValueError("name is not bound to any namespaces")
        if len(self.__namespaces) > 1:
            raise ValueError("name is bound to multiple namespaces")
        return self.__namespaces[0]


def main(args):
    def show(table, depth=0):
        indent = "    " * depth
        nested = "nested " if table.is_nested() else ""
        if table.get_type() == "module":
            what = f"from file {table._filename!r}"
        else:
            what = f"{table.get_name()!r}"
        print(f"{indent}symbol table for {nested}{table.get_type()} {what}:")
        for symbol in table.get_symbols():
            print(f"{indent}    {symbol._scope_str().lower()} symbol {symbol.get_name()!r}: {', '.join(symbol._flags_str()).lower()}")
        print()
        for child in table.get_children():
            show(child, depth + 1)

    for name in args or ["-"]:
        if name == "-":
            source, name = sys.stdin.read(), "<stdin>"
        else:
            with open(name, "rb") as file:
                source = file.read()
        show(symtable(source, name, "exec"))


if __name__ == "__main__":
    main(sys.argv[1:])
