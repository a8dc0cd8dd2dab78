"""Makes the tables of the module symtable from a syntax tree."""

import ast

from symtable import (CELL, DEF_ANNOT, DEF_BOUND, DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, DEF_TYPE_PARAM, FREE, GLOBAL_EXPLICIT,
                      GLOBAL_IMPLICIT, LOCAL, USE)


def build(source, filename, mode):
    """The table of a program; SyntaxError if it cannot be compiled."""
    source = bytes(source) if isinstance(source, bytearray) else source
    tree = compile(source, filename, mode, ast.PyCF_ONLY_AST, dont_inherit=True)
    compile(source, filename, mode, dont_inherit=True)
    builder = _Builder()
    builder.visit(tree)
    _analyze(builder.top, None, set(), set())
    return builder.top


class _Table:
    def __init__(self, name, kind, lineno, parent):
        self.name = name
        self.type = kind
        self.lineno = lineno
        self.symbols = {}
        self.scopes = {}
        self.children = []
        self.wrapper = None
        self.is_nested = parent is not None and (parent.is_nested or parent.is_function_like)
        self.is_inlined = self.is_comprehension = self.sees_class = False

    @property
    def id(self):
        return id(self)

    @property
    def is_function_like(self):
        return self.type not in ("module", "class")

    def __repr__(self):
        return f"<symtable entry {self.name}({self.id}), line {self.lineno}>"


class _Builder(ast.NodeVisitor):
    def __init__(self):
        self.top = self.current = _Table("top", "module", 0, None)
        self.stack = []
        self.private = None

    def enter(self, name, kind, lineno):
        table = _Table(name, kind, lineno, self.current)
        self.current.children.append(table)
        self.stack.append(self.current)
        self.current = table
        return table

    def leave(self):
        self.current = self.stack.pop()

    def mangle(self, name):
        if self.private is None or not name.startswith("__") or name.endswith("__") or "." in name:
            return name
        owner = self.private.lstrip("_")
        return f"_{owner}{name}" if owner else name

    def add(self, name, flags, table=None):
        table = table or self.current
        name = self.mangle(name)
        table.symbols[name] = table.symbols.get(name, 0) | flags
        if flags & DEF_GLOBAL:
            self.top.symbols[name] = self.top.symbols.get(name, 0) | flags

    def visit_all(self, nodes):
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.add(node.id, USE)
            if node.id == "super" and self.current.is_function_like:
                self.add("__class__", USE)
        else:
            self.add(node.id, DEF_LOCAL)

    def visit_function(self, node):
        self.add(node.name, DEF_LOCAL)
        arguments = node.args
        self.visit_all(arguments.defaults + arguments.kw_defaults + node.decorator_list)
        self.enter_type_parameters(node, any(default is not None for default in arguments.kw_defaults))
        self.visit_all(argument.annotation for argument in arguments.posonlyargs + arguments.args)
        self.visit_all(argument.annotation for argument in (arguments.vararg, arguments.kwarg) if argument)
        self.visit_all(argument.annotation for argument in arguments.kwonlyargs)
        self.visit_all([node.returns])
        self.enter(node.name, "function", node.lineno)
        self.add_parameters(arguments)
        self.visit_all(node.body)
        self.leave()
        self.leave_type_parameters(node)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_function

    def add_parameters(self, arguments):
        for argument in arguments.posonlyargs + arguments.args + arguments.kwonlyargs + [arguments.vararg, arguments.kwarg]:
            if argument is not None:
                self.add(argument.arg, DEF_PARAM)

    def enter_type_parameters(self, node, has_keyword_defaults=False):
        if not node.type_params:
            return
        in_class = self.current.type == "class"
        name = node.name.id if isinstance(node, ast.TypeAlias) else node.name
        table = self.enter(name, "type parameters", node.lineno)
        if in_class:
            table.sees_class = True
            self.add("__classdict__", USE)
        if isinstance(node, ast.ClassDef):
            self.add(".type_params", DEF_LOCAL | USE)
            self.add(".generic_base", DEF_LOCAL | USE)
        elif not isinstance(node, ast.TypeAlias):
            self.add(".defaults", DEF_PARAM)
            if has_keyword_defaults:
                self.add(".kwdefaults", DEF_PARAM)
        self.visit_all(node.type_params)

    def leave_type_parameters(self, node):
        if node.type_params:
            self.leave()

    def visit_type_parameter(self, node):
        self.add(node.name, DEF_TYPE_PARAM | DEF_LOCAL)
        for part in (getattr(node, "bound", None), node.default_value):
            if part is not None:
                sees_class = self.current.sees_class
                self.enter(node.name, "type variable", node.lineno).sees_class = sees_class
                if sees_class:
                    self.add("__classdict__", USE)
                self.visit(part)
                self.leave()

    visit_TypeVar = visit_TypeVarTuple = visit_ParamSpec = visit_type_parameter

    def visit_TypeAlias(self, node):
        self.visit(node.name)
        in_class = self.current.type == "class"
        self.enter_type_parameters(node)
        self.enter(node.name.id, "type alias", node.lineno).sees_class = in_class
        if in_class:
            self.add("__classdict__", USE)
        self.visit(node.value)
        self.leave()
        self.leave_type_parameters(node)

    def visit_ClassDef(self, node):
        self.add(node.name, DEF_LOCAL)
        self.visit_all(node.decorator_list)
        outer = self.private
        self.enter_type_parameters(node)
        self.visit_all(node.bases + node.keywords)
        self.enter(node.name, "class", node.lineno)
        self.private = node.name
        if node.type_params:
            self.add("__type_params__", DEF_LOCAL)
            self.add(".type_params", USE)
        self.visit_all(node.body)
        self.leave()
        self.private = outer
        self.leave_type_parameters(node)

    def visit_Lambda(self, node):
        self.visit_all(node.args.defaults + node.args.kw_defaults)
        self.enter("lambda", "function", node.lineno)
        self.add_parameters(node.args)
        self.visit(node.body)
        self.leave()

    def visit_comprehension_of(self, node, name, *elements):
        first = node.generators[0]
        self.visit(first.iter)
        sees_class = self.current.sees_class
        table = self.enter(name, "function", node.lineno)
        table.is_comprehension = True
        table.is_inlined = name != "genexpr" and not sees_class
        self.add(".0", DEF_PARAM)
        self.visit(first.target)
        self.visit_all(first.ifs)
        for generator in node.generators[1:]:
            self.visit_all([generator.target, generator.iter, *generator.ifs])
        self.visit_all(elements)
        self.leave()

    def visit_ListComp(self, node):
        self.visit_comprehension_of(node, "listcomp", node.elt)

    def visit_SetComp(self, node):
        self.visit_comprehension_of(node, "setcomp", node.elt)

    def visit_DictComp(self, node):
        self.visit_comprehension_of(node, "dictcomp", node.value, node.key)

    def visit_GeneratorExp(self, node):
        self.visit_comprehension_of(node, "genexpr", node.elt)

    def visit_NamedExpr(self, node):
        if self.current.is_comprehension:
            owner = next((table for table in reversed(self.stack) if not table.is_comprehension), self.top)
            if owner.type == "module" or owner.symbols.get(self.mangle(node.target.id), 0) & DEF_GLOBAL:
                self.add(node.target.id, DEF_GLOBAL)
                self.add(node.target.id, DEF_GLOBAL, owner)
            else:
                self.add(node.target.id, DEF_NONLOCAL)
                self.add(node.target.id, DEF_LOCAL, owner)
        self.visit(node.value)
        self.visit(node.target)

    def visit_AnnAssign(self, node):
        if isinstance(node.target, ast.Name):
            self.add(node.target.id, DEF_ANNOT | DEF_LOCAL if node.simple else DEF_LOCAL if node.value else 0)
        else:
            self.visit(node.target)
        self.visit_all([node.annotation, node.value])

    def visit_ExceptHandler(self, node):
        self.visit_all([node.type])
        if node.name:
            self.add(node.name, DEF_LOCAL)
        self.visit_all(node.body)

    def visit_alias(self, node):
        if node.name != "*":
            self.add(node.asname or node.name.partition(".")[0], DEF_IMPORT)

    def visit_Global(self, node):
        for name in node.names:
            self.add(name, DEF_GLOBAL)

    def visit_Nonlocal(self, node):
        for name in node.names:
            self.add(name, DEF_NONLOCAL)

    def visit_MatchAs(self, node):
        self.visit_all([node.pattern])
        if node.name:
            self.add(node.name, DEF_LOCAL)

    def visit_MatchStar(self, node):
        if node.name:
            self.add(node.name, DEF_LOCAL)

    def visit_MatchMapping(self, node):
        self.visit_all(node.keys + node.patterns)
        if node.rest:
            self.add(node.rest, DEF_LOCAL)


def _analyze(table, bound, free, known_globals):
    """Find the scopes of a table's names and those of its children; add what is free in it to 'free'."""
    is_class = table.type == "class"
    local = set()
    scopes = table.scopes
    child_bound, child_globals, child_free = set(), set(), set()
    if is_class:
        child_globals |= known_globals
        child_bound |= bound or set()
    for name, flags in table.symbols.items():
        if flags & DEF_GLOBAL:
            scopes[name] = GLOBAL_EXPLICIT
            known_globals.add(name)
            if bound:
                bound.discard(name)
        elif flags & DEF_NONLOCAL:
            scopes[name] = FREE
            free.add(name)
        elif flags & DEF_BOUND:
            scopes[name] = LOCAL
            local.add(name)
            known_globals.discard(name)
        elif bound and name in bound:
            scopes[name] = FREE
            free.add(name)
        else:
            scopes[name] = GLOBAL_IMPLICIT
    if is_class:
        child_bound |= {"__class__", "__classdict__"}
    else:
        if table.is_function_like:
            child_bound |= local
        child_bound |= bound or set()
        child_globals |= known_globals
    cells = set()
    children = []
    for child in table.children:
        found = set()
        _analyze(child, set(child_bound), found, set(child_globals))
        if child.is_inlined:
            _inline(table, child, found, cells)
            children += child.children
        else:
            children.append(child)
        child_free |= found
    table.children = children
    if table.is_function_like:
        for name, scope in scopes.items():
            if scope == LOCAL and (name in child_free or name in cells):
                child_free.discard(name)
                scopes[name] = CELL
    elif is_class:
        child_free -= {"__class__", "__classdict__"}
    for name in sorted(child_free):
        if name not in table.symbols and not (bound is not None and name not in bound):
            table.symbols[name] = 0
            scopes[name] = FREE
    free |= child_free


def _inline(table, comprehension, found, cells):
    """Move the names of a comprehension, which is part of its function's code, to the table around it."""
    for name, flags in comprehension.symbols.items():
        if flags & DEF_PARAM:
            continue
        scope = comprehension.scopes[name]
        if scope == CELL:
            cells.add(name)
        if scope == FREE and table.type == "class" and name == "__class__":
            scope = GLOBAL_IMPLICIT
            found.discard(name)
        known = table.symbols.get(name)
        if known is None:
            table.symbols[name] = flags
            table.scopes[name] = scope
        elif known & DEF_BOUND and table.type != "class":
            found.discard(name)
