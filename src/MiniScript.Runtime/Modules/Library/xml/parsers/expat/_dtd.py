"""Document type declarations: entities, default values of attributes, and the events of declarations."""

import re

from xml.parsers.expat._names import BLANKS, NAME, NAME_CHARS, name_end

_B = BLANKS
_literal = '''(?:"[^"]*"|'[^']*')'''
_doctype = re.compile(rf'<!DOCTYPE{_B}+({NAME})(?:{_B}+(?:SYSTEM{_B}+({_literal})|PUBLIC{_B}+({_literal}){_B}+({_literal})))?{_B}*([>\[])')
_entity = re.compile(
    rf'<!ENTITY{_B}+(%{_B}+)?({NAME}){_B}+(?:({_literal})|(?:SYSTEM{_B}+({_literal})|PUBLIC{_B}+({_literal}){_B}+({_literal}))'
    rf'(?:{_B}+NDATA{_B}+({NAME}))?){_B}*>')
_notation = re.compile(rf'<!NOTATION{_B}+({NAME}){_B}+(?:SYSTEM{_B}+({_literal})|PUBLIC{_B}+({_literal})(?:{_B}+({_literal}))?){_B}*>')
_element = re.compile(rf'<!ELEMENT{_B}+({NAME}){_B}+(EMPTY|ANY|\([^>]*?){_B}*>')
_attlist = re.compile(rf'<!ATTLIST{_B}+({NAME})((?:[^>"\']|{_literal})*)>')
_attdef = re.compile(
    rf'{_B}+({NAME}){_B}+(CDATA|ID|IDREF|IDREFS|ENTITY|ENTITIES|NMTOKEN|NMTOKENS|(?:NOTATION{_B}+)?\([^)]*\)){_B}+'
    rf'(?:#(REQUIRED|IMPLIED)|(#FIXED{_B}+)?({_literal}))')
_parameter = re.compile(rf'%({NAME});')
_value_reference = re.compile(rf'&#([0-9]+);|&#x([0-9a-fA-F]+);|%({NAME});|%|&({NAME});|&')
_model_token = re.compile(rf'{_B}*(?:(#PCDATA|{NAME})([?*+]?)|(\()|(\))([?*+]?)|([|,]))')
_quantifiers = {'': 0, '?': 1, '*': 2, '+': 3}


class Incomplete(Exception):
    """The text ends before what is being read."""


def _unquote(literal):
    return None if literal is None else literal[1:-1]


def _public(literal):
    return None if literal is None else ' '.join(literal[1:-1].split())


def read_doctype(parser, text, at):
    """Read a document type declaration; returns where it ends."""
    match = _doctype.match(text, at)
    if not match:
        _explain_doctype(parser, text, at)
    end = match.end()
    name, system, public, public_system, opening = match.groups()
    subset_end = None
    if opening == '[':
        subset_end = _subset_end(text, end)
        close = re.compile(rf'{_B}*>').match(text, subset_end + 1)
        if not close:
            bad = re.compile(rf'{_B}*').match(text, subset_end + 1).end()
            if bad == len(text):
                raise Incomplete
            parser._fail(4, bad)
    system_id = _unquote(system or public_system)
    parser._flush()
    if system_id is not None and parser._standalone != 1 and parser.NotStandaloneHandler is not None:
        if not parser.NotStandaloneHandler():
            parser._fail(22, at)
    if parser.StartDoctypeDeclHandler is not None:
        parser._at = at
        parser.StartDoctypeDeclHandler(name, system_id, _public(public), int(opening == '['))
    if system_id is not None and parser._standalone != 1:
        parser._is_open = True
    if opening == '[':
        read_subset(parser, text[:subset_end], end, name)
        end = close.end()
    if system_id is not None and parser._parameter_parsing and parser.ExternalEntityRefHandler is not None:
        if not parser.ExternalEntityRefHandler(None, parser._base, system_id, _public(public)):
            parser._fail(21, at)
    if parser.EndDoctypeDeclHandler is not None:
        parser.EndDoctypeDeclHandler()
    elif parser.StartDoctypeDeclHandler is None:
        parser._default(text[at:end])
    return end


def _explain_doctype(parser, text, at):
    # Why there is no declaration: the text ends, or something else stands where a part has to.
    blanks = re.compile(f'{_B}*')
    i = at + 9
    after = blanks.match(text, i).end()
    if after == len(text):
        raise Incomplete
    if after == i:
        parser._fail(4, i)
    i = name_end(text, after)
    if i == len(text):
        raise Incomplete
    if i == after:
        parser._fail(2 if text[i] in '>[' else 4, i)
    if text[i] not in ' \t\n>[':
        parser._fail(4, i)
    i = blanks.match(text, i).end()
    rest = text[i:]
    for keyword, count in (('SYSTEM', 1), ('PUBLIC', 2)):
        if keyword.startswith(rest[:6]):
            i += 6
            for _ in range(count):
                i = blanks.match(text, i).end()
                if i >= len(text):
                    raise Incomplete
                if text[i] not in '"\'':
                    parser._fail(2, i)
                i = text.find(text[i], i + 1) + 1
                if not i:
                    raise Incomplete
            i = blanks.match(text, i).end()
            if i == len(text):
                raise Incomplete
    parser._fail(2, i)


def _subset_end(text, at):
    # The bracket that ends an internal subset.
    token = re.compile(r'''<!--|<\?|["'\]]''')
    depth_end = {'<!--': '-->', '<?': '?>', '"': '"', "'": "'"}
    while True:
        match = token.search(text, at)
        if not match:
            raise Incomplete
        if match[0] == ']':
            return match.start()
        close = depth_end[match[0]]
        if match[0] in '"\'' and text.rfind('<', 0, match.start()) < text.rfind('>', 0, match.start()):
            at = match.end()        # outside of declarations quotation marks mean nothing
            continue
        end = text.find(close, match.end())
        if end < 0:
            raise Incomplete
        at = end + len(close)


def read_subset(parser, text, at, doctype):
    """Read the declarations of a subset."""
    blanks = re.compile(f'{_B}*')
    while True:
        at = blanks.match(text, at).end()
        if at == len(text):
            return
        parser._at = at
        match = _parameter.match(text, at)
        if match:
            _parameter_reference(parser, match[1], at, doctype)
            at = match.end()
            continue
        if text.startswith(('<?', '<!--'), at):
            parser._piece(text, at, True)
            at = parser._at
            continue
        for pattern, read in _DECLARATIONS:
            match = pattern.match(text, at)
            if match:
                read(parser, match, at)
                at = match.end()
                break
        else:
            _explain(parser, text, at)


def _explain(parser, text, at):
    if not text.startswith('<!', at):
        parser._fail(2 if text[at] in '<>"\'[()|,' or name_end(text, at) > at else 4, at)
    end = name_end(text, at + 2)
    if end == at + 2 or end < len(text) and text[end] not in ' \t\n':
        parser._fail(4, end)
    if text[at + 2:end] not in ('ENTITY', 'ELEMENT', 'ATTLIST', 'NOTATION'):
        parser._fail(2, at)
    parser._fail(2, re.compile(f'{_B}*').match(text, end).end())


def _parameter_reference(parser, name, at, doctype):
    parser._is_open = parser._standalone != 1
    value = parser._parameters.get(name)
    if value is None:
        if parser.SkippedEntityHandler is not None:
            parser.SkippedEntityHandler(name, True)
        return
    if '%' + name in parser._open_entities:
        parser._fail(12, at)
    if not isinstance(value, str):
        if parser._parameter_parsing and parser.ExternalEntityRefHandler is not None:
            base, system, public, _ = value
            if not parser.ExternalEntityRefHandler(None, base, system, public):
                parser._fail(21, at)
        return
    if not parser._parameter_parsing:
        return
    parser._expand(len(value), at)
    parser._open_entities.append('%' + name)
    saved = parser._outer
    parser._outer = parser._outer or (parser._text, at)
    read_subset(parser, value, 0, doctype)
    parser._outer = saved
    parser._open_entities.pop()


def _entity_literal(parser, text, at):
    # The value of an entity: references to characters are replaced at once, those to other entities when the entity is used.
    def replace(match):
        if match[0] in ('&', '%') or match[3]:
            parser._fail(4 if match[0] in ('&', '%') else 10, at)
        if match[4]:
            return match[0]
        code = int(match[1]) if match[1] else int(match[2], 16)
        if code > 0x10ffff or not code or 0xd800 <= code < 0xe000:
            parser._fail(14, at)
        return chr(code)

    return _value_reference.sub(replace, text)


def _read_entity(parser, match, at):
    is_parameter, name, literal, system, public, public_system, notation = match.groups()
    is_parameter = is_parameter is not None
    value = system_id = public_id = None
    if literal is not None:
        entry = value = _entity_literal(parser, literal[1:-1], at)
    else:
        system_id, public_id = _unquote(system or public_system), _public(public)
        entry = parser._base, system_id, public_id, notation
    table = parser._parameters if is_parameter else parser._entities
    if name in table:
        return      # the first declaration counts
    table[name] = entry
    if notation is not None and parser.UnparsedEntityDeclHandler is not None:
        parser.UnparsedEntityDeclHandler(name, parser._base, system_id, public_id, notation)
    elif parser.EntityDeclHandler is not None:
        parser.EntityDeclHandler(name, int(is_parameter), value, parser._base, system_id, public_id, notation)


def _read_notation(parser, match, at):
    name, system, public, public_system = match.groups()
    if parser.NotationDeclHandler is not None:
        parser.NotationDeclHandler(name, parser._base, _unquote(system or public_system), _public(public))


def _read_element(parser, match, at):
    if parser.ElementDeclHandler is not None:
        parser.ElementDeclHandler(match[1], _content_model(parser, match[2], at))


def _content_model(parser, text, at):
    if text in ('EMPTY', 'ANY'):
        return 1 if text == 'EMPTY' else 2, 0, None, ()
    groups = [[6, []]]
    position = 0
    while position < len(text):
        match = _model_token.match(text, position)
        if not match:
            parser._fail(2, at)
        name, quantifier, opening, closing, group_quantifier, separator = match.groups()
        if name == '#PCDATA':
            groups[-1][0] = 3
        elif name:
            groups[-1][1].append((4, _quantifiers[quantifier], name, ()))
        elif opening:
            groups.append([6, []])
        elif closing:
            if len(groups) == 1:
                parser._fail(2, at)
            kind, children = groups.pop()
            groups[-1][1].append((kind, _quantifiers[group_quantifier], None, tuple(children)))
        elif separator == '|' and groups[-1][0] == 6:
            groups[-1][0] = 5
        position = match.end()
    if len(groups) != 1 or len(groups[0][1]) != 1:
        parser._fail(2, at)
    return groups[0][1][0]


def _read_attlist(parser, match, at):
    element, text = match.groups()
    declared = parser._attlists.setdefault(element, {})
    position = 0
    while text[position:].strip():
        match = _attdef.match(text, position)
        if not match:
            parser._fail(2, at)
        name, kind, presence, fixed, literal = match.groups()
        position = match.end()
        kind = ''.join(kind.split()) if '(' in kind else kind
        if kind.startswith('NOTATION('):
            kind = 'NOTATION' + kind[8:]
        default = None
        if literal is not None:
            default = parser._value(literal[1:-1], at)
            if kind != 'CDATA':
                default = ' '.join(part for part in default.split(' ') if part)
        if name in declared:
            continue
        declared[name] = kind, default
        if parser.AttlistDeclHandler is not None:
            parser.AttlistDeclHandler(element, name, kind, default, int(presence == 'REQUIRED' or fixed is not None))


_DECLARATIONS = (
    (_entity, _read_entity), (_attlist, _read_attlist), (_element, _read_element), (_notation, _read_notation))
