"""Paths to elements, a part of XPath."""

import re

xpath_tokenizer_re = re.compile(
    r'''("[^"]*"|'[^']*'|::|//?|\.\.|\(\)|!=|[/.*:\[\]()@=])|((?:\{[^}]+\})?[^/\[\]()@!=\s]+)|\s+''')


def xpath_tokenizer(pattern, namespaces=None):
    """Yield pairs of an operator and a name, of which one is empty; prefixes of names are replaced by namespaces."""
    default = namespaces.get('') if namespaces else None
    after_at = False
    for match in xpath_tokenizer_re.finditer(pattern):
        operator, name = match.group(1) or '', match.group(2) or ''
        if name and name[0] != '{':
            prefix, colon, local = name.partition(':')
            if colon:
                try:
                    if not namespaces:
                        raise KeyError
                    name = f'{{{namespaces[prefix]}}}{local}'
                except KeyError:
                    raise SyntaxError(f'prefix {prefix!r} not found in prefix map') from None
            elif default and not after_at:
                name = f'{{{default}}}{name}'
            yield operator, name
            after_at = False
        else:
            yield operator, name
            after_at = operator == '@'


def _matcher(tag):
    # Whether an element has a tag that a wildcard stands for; None for a tag without wildcards.
    if tag == '{*}*':
        return lambda element: isinstance(element.tag, str)
    if tag == '{}*':
        return lambda element: isinstance(element.tag, str) and element.tag[0] != '{'
    if tag[:3] == '{*}':
        local = tag[3:]
        end = '}' + local
        return lambda element: isinstance(element.tag, str) and (element.tag == local or element.tag.endswith(end) and element.tag[0] == '{')
    if tag[-2:] == '}*':
        start = tag[:-1]
        return lambda element: isinstance(element.tag, str) and element.tag.startswith(start)
    return None


class _SelectorContext:
    parent_map = None

    def __init__(self, root):
        self.root = root

    def parents(self):
        if self.parent_map is None:
            self.parent_map = {child: parent for parent in self.root.iter() for child in parent}
        return self.parent_map


class _Compiler:
    def __init__(self, path, namespaces):
        self.tokens = list(xpath_tokenizer(path, namespaces))
        self.at = 0

    def next(self):
        if self.at == len(self.tokens):
            raise StopIteration
        self.at += 1
        return self.tokens[self.at - 1]

    def compile(self):
        steps = []
        if not self.tokens:
            return None
        while True:
            try:
                steps.append(self.step())
            except StopIteration:
                raise SyntaxError('invalid path') from None
            if self.at == len(self.tokens):
                return steps
            token = self.next()
            if token[0] == '/':
                if self.at == len(self.tokens):
                    return steps
            else:
                self.at -= 1

    def step(self):
        operator, name = self.next()
        if operator == '':
            return self.children(name)
        if operator == '*':
            return lambda context, elements: (child for element in elements for child in element)
        if operator == '.':
            return lambda context, elements: elements
        if operator == '..':
            return self.parents()
        if operator == '//':
            return self.descendants()
        if operator == '[':
            return self.predicate()
        raise SyntaxError('invalid path')

    def children(self, tag):
        if tag[:2] == '{}' and tag != '{}*':
            tag = tag[2:]
        test = _matcher(tag)
        if test is not None:
            return lambda context, elements: (child for element in elements for child in element if test(child))
        return lambda context, elements: (child for element in elements for child in element if child.tag == tag)

    def descendants(self):
        try:
            operator, tag = self.next()
        except StopIteration:
            raise SyntaxError('invalid descendant') from None
        if operator == '*':
            tag = '*'
        elif operator:
            raise SyntaxError('invalid descendant')
        if tag[:2] == '{}' and tag != '{}*':
            tag = tag[2:]
        test = _matcher(tag)

        def select(context, elements):
            for element in elements:
                for found in element.iter(None if test else tag):
                    if found is not element and (test is None or test(found)):
                        yield found
        return select

    def parents(self):
        def select(context, elements):
            parents = context.parents()
            seen = set()
            for element in elements:
                parent = parents.get(element)
                if parent is not None and parent not in seen:
                    seen.add(parent)
                    yield parent
        return select

    def predicate(self):
        kinds = []
        values = []
        while True:
            operator, name = self.next()
            if operator == ']':
                break
            if not operator and not name:
                continue
            if operator[:1] in ('"', "'") and operator:
                kinds.append("'")
                values.append(operator[1:-1])
            else:
                kinds.append(operator or '-')
                values.append(name)
        kind = ''.join(kinds)
        if kind == '@-':
            key = values[1]
            return lambda context, elements: (element for element in elements if element.get(key) is not None)
        if kind in ("@-='", "@-!='"):
            key, value = values[1], values[-1]
            if '!' in kind:
                return lambda context, elements: (
                    element for element in elements if element.get(key) is not None and element.get(key) != value)
            return lambda context, elements: (element for element in elements if element.get(key) == value)
        if kind == '-' and not re.match(r'-?\d+$', values[0]):
            tag = values[0]
            return lambda context, elements: (element for element in elements if element.find(tag) is not None)
        if kind in (".='", ".!='") or kind in ("-='", "-!='") and not re.match(r'-?\d+$', values[0]):
            tag, value = values[0], values[-1]
            negate = '!' in kind

            def select(context, elements):
                for element in elements:
                    candidates = element.findall(tag) if tag else [element]
                    if any((''.join(candidate.itertext()) != value) is negate for candidate in candidates):
                        yield element
            return select
        if kind in ('-', '-()', '-()-'):
            return self.position(kind, values)
        raise SyntaxError('invalid predicate')

    def position(self, kind, values):
        if kind == '-':
            index = int(values[0]) - 1
            if index < 0:
                raise SyntaxError('XPath position >= 1 expected')
        else:
            if values[0] != 'last':
                raise SyntaxError('unsupported function')
            index = -1
            if kind == '-()-':
                try:
                    index = int(values[2]) - 1
                except ValueError:
                    raise SyntaxError('unsupported expression') from None
                if index > -2:
                    raise SyntaxError('XPath offset from last() must be negative')

        def select(context, elements):
            parents = context.parents()
            for element in elements:
                try:
                    parent = parents[element]
                    if list(parent.findall(element.tag))[index] is element:
                        yield element
                except (IndexError, KeyError):
                    pass
        return select


_cache = {}


def iterfind(elem, path, namespaces=None):
    """Yield the elements of a path, in the order of the document."""
    if path[-1:] == '/':
        path += '*'
    key = path, tuple(sorted((prefix or '', uri) for prefix, uri in namespaces.items())) if namespaces else None
    steps = _cache.get(key)
    if steps is None:
        if len(_cache) > 100:
            _cache.clear()
        if path[:1] == '/':
            raise SyntaxError('cannot use absolute path on element')
        steps = _Compiler(path, {(prefix or ''): uri for prefix, uri in namespaces.items()} if namespaces else None).compile()
        if steps is None:
            return iter(())
        _cache[key] = steps
    elements = [elem]
    context = _SelectorContext(elem)
    for step in steps:
        elements = step(context, elements)
    return iter(elements)


def find(elem, path, namespaces=None):
    """The first element of a path, or None."""
    return next(iterfind(elem, path, namespaces), None)


def findall(elem, path, namespaces=None):
    """All elements of a path."""
    return list(iterfind(elem, path, namespaces))


def findtext(elem, path, default=None, namespaces=None):
    """The text of the first element of a path, or the default."""
    found = find(elem, path, namespaces)
    if found is None:
        return default
    return '' if found.text is None else found.text
