"""Typed decoding of XML: elements by path, and values as elements."""

import enum
import typing
from _typed import Decoder, DeserializeError, Mismatch, closest, construct, full_name, name_of, plain_text, unwrap

_SPACE = ' \t\r\n'
_lists = {'list', 'tuple', 'set', 'frozenset'}


class Element:
    """An element as it was read: name, attributes, children, and the text directly in it."""

    __slots__ = ('name', 'attributes', 'children', 'text')

    def __init__(self, name, attributes):
        self.name = name
        self.attributes = attributes
        self.children = []
        self.text = ''


def parse(text):
    """The root of a document; DeserializeError for what is not one, and for declarations of document types and namespaces."""
    from xml.parsers import expat

    def refuse(*_):
        raise DeserializeError('', 'document types are not read')

    def start(name, attributes):
        for each in (name, *attributes):
            if ':' in each and not each.startswith('xml:') or each == 'xmlns':
                raise DeserializeError('', f'namespaces are not read: {each}')
        element = Element(name, attributes)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(name):
        open_elements.pop()

    def characters(data):
        open_elements[-1].text += data

    document = Element('', {})
    open_elements = [document]
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, ValueError) as error:
        if isinstance(error, DeserializeError):
            raise
        raise DeserializeError('', str(error)) from None
    return document


def select(document, path):
    """The elements at a path of names: * stands for any, ** for any number of elements between. With each its place."""
    found = [('', document)]
    for name in path.strip('/').split('/'):
        if not name:
            raise ValueError(f'a path is made of names, * and **, not {path!r}')
        reached = []
        for place, element in found:
            if name == '**':
                waiting = [(place, element)]
                while waiting:
                    each = waiting.pop()
                    reached.append(each)
                    waiting.extend(reversed(_children(*each)))
            else:
                reached += [(inner, child) for inner, child in _children(place, element) if name in ('*', child.name)]
        # ** may come to one element in several ways.
        found = list({id(element): (place, element) for place, element in reached}.values())
    return found


def _children(place, element):
    counts = {}
    for child in element.children:
        counts[child.name] = counts.get(child.name, 0) + 1
    seen = {}
    result = []
    for child in element.children:
        number = seen[child.name] = seen.get(child.name, 0) + 1
        result.append((f'{place}/{child.name}' + (f'[{number}]' if counts[child.name] > 1 else ''), child))
    return result


def _text_of(value, wanted):
    if isinstance(value, str):
        return value
    if value.children:
        raise Mismatch(f'expected {wanted}, found elements')
    return value.text


class XmlDecoder(Decoder):
    """Converters of elements and of the text of attributes."""

    def anything(self, value):
        if isinstance(value, str):
            return value
        if not value.children and not value.attributes:
            return value.text.strip(_SPACE)
        result = dict(value.attributes)
        for child in value.children:
            inner = self.anything(child)
            if child.name in result:
                known = result[child.name]
                result[child.name] = [*known, inner] if isinstance(known, list) else [known, inner]
            else:
                result[child.name] = inner
        if value.text.strip(_SPACE):
            result['text'] = value.text.strip(_SPACE)
        return result

    @staticmethod
    def nothing(value):
        if not isinstance(value, str) and (value.children or value.attributes) or _text_of(value, 'None').strip(_SPACE):
            raise Mismatch('expected None, found content')

    @staticmethod
    def str(value):
        return _text_of(value, 'str')

    @staticmethod
    def int(value):
        return _number(value, int)

    @staticmethod
    def float(value):
        return _number(value, float)

    @staticmethod
    def bool(value):
        text = _text_of(value, 'bool').strip(_SPACE)
        if text not in ('true', 'false', '1', '0'):
            raise Mismatch(f'expected bool, found {text!r}')
        return text in ('true', '1')

    @staticmethod
    def bytes(value):
        import base64
        try:
            return base64.b64decode(_text_of(value, 'bytes').translate({ord(each): None for each in _SPACE}), validate=True)
        except ValueError:
            raise Mismatch('expected bytes in base64') from None

    def scalar(self, kind, parse):
        convert = Decoder.scalar(self, kind, parse)
        return lambda value: convert(_text_of(value, kind.__name__).strip(_SPACE))

    def literal(self, kind, values):
        wanted = name_of(kind)

        def convert(value):
            text = _text_of(value, wanted).strip(_SPACE)
            for each in values:
                if _shown(each) == text:
                    return each
            raise Mismatch(f'expected {wanted}, found {text!r}', wanted)
        return convert

    def enumeration(self, kind):
        def convert(value):
            text = _text_of(value, kind.__name__).strip(_SPACE)
            for each in kind:
                if _shown(each.value) == text:
                    return each
            if text in kind.__members__:
                return kind[text]
            raise Mismatch(f'expected {kind.__name__}, found {text!r}')
        return convert

    def union(self, kind, converters, kinds):
        may_lack = type(None) in kinds or None in kinds
        # Text comes last: everything is text.
        order = sorted((place for place, each in enumerate(kinds) if each not in (None, type(None))), key=lambda place: kinds[place] is str)

        def convert(value):
            if may_lack and str not in kinds and not isinstance(value, str) and not (value.children or value.attributes or value.text.strip(_SPACE)):
                return None
            problems = []
            for place in order:
                try:
                    return converters[place](value)
                except Mismatch as error:
                    if error.steps or len(order) == 1:
                        problems.append(error)
            raise closest(problems) or Mismatch(f'expected {name_of(kind)}')
        return convert

    def items(self, make, convert, wanted):
        def items(value):
            if isinstance(value, str):
                raise Mismatch(f'expected {wanted}, found text')
            result = []
            for place, child in _children('', value):
                try:
                    result.append(convert(child))
                except Mismatch as error:
                    raise error.at(place)
            return result if make is list else _build(make, result)
        return items

    def row(self, make, converters):
        def row(value):
            if isinstance(value, str) or len(value.children) != len(converters):
                raise Mismatch(f'expected {len(converters)} elements')
            result = []
            for convert, (place, child) in zip(converters, _children('', value)):
                try:
                    result.append(convert(child))
                except Mismatch as error:
                    raise error.at(place)
            return make(result)
        return row

    def mapping(self, key_of, convert):
        def mapping(value):
            if isinstance(value, str):
                raise Mismatch('expected dict, found text')
            result = {}
            parts = [(f'/@{name}', name, text) for name, text in value.attributes.items()]
            parts += [(place, child.name, child) for place, child in _children('', value)]
            for place, name, part in parts:
                try:
                    result[name if key_of is None else key_of(name)] = convert(part)
                except Mismatch as error:
                    raise error.at(place)
            return result
        return mapping

    def field(self, field, names):
        """A field is one part, or, if its type is that of a list, every child of its name."""
        kind, names = unwrap(field.kind, names)
        options = [each for each in getattr(kind, '__args__', ()) if each is not type(None)]
        if type(None) in getattr(kind, '__args__', ()) and len(options) == 1:
            kind, names = unwrap(options[0], names)
        origin = typing.get_origin(kind) or kind
        if isinstance(origin, type) and origin.__module__ == 'builtins' and origin.__name__ in _lists:
            args = typing.get_args(kind)
            if origin is not tuple or not args or len(args) == 2 and args[1] is ...:
                return origin, self.of(args[0] if args else typing.Any, names)
        return None, self.of(field.kind, names)

    def record(self, kind, fields):
        def record(value):
            if isinstance(value, str):
                raise Mismatch(f'expected {kind.__name__}, found text')
            values = {}
            for field in fields:
                self._take(value, field, values)
            return construct(kind, values)
        return record

    def _take(self, value, field, values):
        where = field.metadata.get('xml', field.name)
        make, convert = field.convert
        if where == '.':
            parts = [('', value.text)]
        elif where.startswith('@'):
            parts = [(f'/{where}', value.attributes[where[1:]])] if where[1:] in value.attributes else []
        else:
            parts = select(value, where)
            if not parts and make is None and where in value.attributes:
                parts = [(f'/@{where}', value.attributes[where])]
            elif not parts and where == 'text' and make is None and value.text.strip(_SPACE):
                parts = [('', value.text)]
        if make is None:
            if len(parts) > 1:
                raise Mismatch('more than one').at(f'/{where}')
            if not parts:
                if field.optional:
                    return
                if type(None) in getattr(field.kind, '__args__', ()):
                    values[field.name] = None
                    return
                raise Mismatch(f'missing, expected {name_of(field.kind)}').at(f'/{where}')
        elif not parts and field.optional:
            return
        result = []
        for place, part in parts:
            try:
                result.append(convert(part))
            except Mismatch as error:
                raise error.at(place)
        values[field.name] = result[0] if make is None else _build(make, result)


def _build(make, items):
    try:
        return make(items)
    except TypeError as error:
        raise Mismatch(str(error)) from None


def _number(value, kind):
    text = _text_of(value, kind.__name__).strip(_SPACE)
    number = None if '_' in text else kind.try_parse(text)
    if number is None:
        raise Mismatch(f'expected {kind.__name__}, found {text!r}')
    return number


_xml = XmlDecoder()


def from_xml(kind, text, path):
    """A list of the values of a type at a path; DeserializeError if one is not of the type."""
    for name, value, kinds in (('text', text, (str, bytes)), ('path', path, (str,))):
        if not isinstance(value, kinds):
            raise TypeError(f"deserialize() argument '{name}' must be str, not {type(value).__name__}")
    convert = _xml.of(kind)
    try:
        result = []
        for place, element in select(parse(text), path):
            try:
                result.append(convert(element))
            except Mismatch as error:
                raise DeserializeError(error.where(place), error.reason) from error.__cause__
        return result
    except DeserializeError as error:
        if error.path == '':
            raise DeserializeError('/', error.reason) from None
        raise
    except RecursionError:
        raise DeserializeError('/', 'nested too deeply') from None


def _shown(value):
    if isinstance(value, enum.Enum):
        return _shown(value.value if isinstance(value.value, (str, int, float)) else value.name)
    if value is None:
        return ''
    if isinstance(value, bool):
        return 'true' if value else 'false'
    return value if isinstance(value, str) else repr(value) if isinstance(value, (int, float)) else plain_text(value)


def _is_name(text):
    return text.replace('-', '_').replace('.', '_').isidentifier()


def _escape(text):
    if any(each < ' ' and each not in '\t\n\r' or '\ud800' <= each <= '\udfff' or each in '\ufffe\uffff' for each in text):
        raise TypeError('text with characters that XML does not have')
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('\r', '&#13;')


def _attribute(text):
    return _escape(text).replace('"', '&quot;').replace('\n', '&#10;').replace('\t', '&#9;')


def _write(name, value, margin, step, lines):
    if not isinstance(name, str) or not _is_name(name):
        raise TypeError(f'{name!r} is not the name of an element')
    kind = type(value)
    attributes = text = ''
    children = []
    if isinstance(value, dict):
        children = list(value.items())
    elif hasattr(kind, '__dataclass_fields__'):
        for field, each in kind.__dataclass_fields__.items():
            if each._field_type.name != '_FIELD':
                continue
            item = getattr(value, field)
            where = each.metadata.get('xml', field)
            if where == '.':
                text = _shown(item)
            elif where.startswith('@'):
                if item is not None:
                    attributes += f' {where[1:]}="{_attribute(_shown(item))}"'
            else:
                children.append((where, item))
    elif isinstance(value, tuple) and hasattr(kind, '_fields'):
        children = list(zip(kind._fields, value))
    elif isinstance(value, (list, tuple, set, frozenset)):
        children = [('item', item) for item in value]
    else:
        text = _shown(value)
    if not children:
        lines.append(f'{margin}<{name}{attributes}>{_escape(text)}</{name}>' if text else f'{margin}<{name}{attributes}/>')
        return
    lines.append(f'{margin}<{name}{attributes}>{_escape(text)}')
    for where, item in children:
        if item is not None:
            _child(where, item, margin + step, step, lines)
    lines.append(f'{margin}</{name}>')


def _child(where, item, margin, step, lines):
    outer, slash, inner = where.partition('/') if isinstance(where, str) else (where, '', '')
    if slash:
        lines.append(f'{margin}<{outer}>')
        _child(inner, item, margin + step, step, lines)
        lines.append(f'{margin}</{outer}>')
        return
    is_record = isinstance(item, tuple) and hasattr(type(item), '_fields')
    for each in item if isinstance(item, (list, tuple, set, frozenset)) and not is_record else (item,):
        _write(where, each, margin, step, lines)


def to_xml(value, name, indent):
    lines = []
    try:
        _write(type(value).__name__ if name is None else name, value, '', ' ' * (indent or 0), lines)
    except (TypeError, RecursionError):
        return None
    return ('' if indent is None else '\n').join(lines)
