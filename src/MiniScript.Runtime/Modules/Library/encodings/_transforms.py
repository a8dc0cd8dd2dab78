"""Codecs that need more than a table: transformations of text and bytes, and encodings of host names."""

import codecs

_names = {
    'rot13': 'rot_13', 'rot_13': 'rot_13', 'hex': 'hex_codec', 'hex_codec': 'hex_codec', 'base64': 'base64_codec',
    'base_64': 'base64_codec', 'base64_codec': 'base64_codec', 'quopri': 'quopri_codec', 'quopri_codec': 'quopri_codec',
    'quoted_printable': 'quopri_codec', 'quotedprintable': 'quopri_codec', 'uu': 'uu_codec', 'uu_codec': 'uu_codec', 'zip': 'zlib_codec',
    'bz2': 'bz2_codec', 'bz2_codec': 'bz2_codec',
    'zlib': 'zlib_codec', 'zlib_codec': 'zlib_codec', 'punycode': 'punycode', 'idna': 'idna', 'utf_7': 'utf_7', 'utf7': 'utf_7',
    'u7': 'utf_7', 'unicode_1_1_utf_7': 'utf_7', 'unicode_escape': 'unicode_escape', 'raw_unicode_escape': 'raw_unicode_escape',
    'unicodeescape': 'unicode_escape', 'rawunicodeescape': 'raw_unicode_escape', 'undefined': 'undefined', 'charmap': 'charmap',
}


def find(name):
    """The codec of a name, or None."""
    maker = _names.get(name)
    return globals()['_' + maker]() if maker else None


def _stateless(name, encode, decode, is_text=False):
    class Encoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class Decoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)[0]

    class Codec(codecs.Codec):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

        def decode(self, input, errors='strict'):
            return decode(input, errors)

    class StreamWriter(Codec, codecs.StreamWriter):
        charbuffertype = bytes

    class StreamReader(Codec, codecs.StreamReader):
        charbuffertype = bytes

    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, Encoder, Decoder, name, _is_text_encoding=is_text)


def _rot_13():
    table = str.maketrans('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 'NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm')

    def turn(input, errors='strict'):
        return str.translate(input, table), len(input)

    return _stateless('rot-13', turn, turn)


def _hex_codec():
    import binascii

    def hex_encode(input, errors='strict'):
        assert errors == 'strict'
        return binascii.b2a_hex(input), len(input)

    def hex_decode(input, errors='strict'):
        assert errors == 'strict'
        return binascii.a2b_hex(input), len(input)

    return _stateless('hex', hex_encode, hex_decode)


def _base64_codec():
    import base64

    def base64_encode(input, errors='strict'):
        assert errors == 'strict'
        return base64.encodebytes(input), len(input)

    def base64_decode(input, errors='strict'):
        assert errors == 'strict'
        return base64.decodebytes(input), len(input)

    return _stateless('base64', base64_encode, base64_decode)


def _quopri_codec():
    import binascii

    def quopri_encode(input, errors='strict'):
        assert errors == 'strict'
        return binascii.b2a_qp(input, quotetabs=True), len(input)

    def quopri_decode(input, errors='strict'):
        assert errors == 'strict'
        return binascii.a2b_qp(input), len(input)

    return _stateless('quopri', quopri_encode, quopri_decode)


def _uu_codec():
    import binascii

    def uu_encode(input, errors='strict', filename='<data>', mode=0o666):
        assert errors == 'strict'
        filename = filename.replace('\n', '\\n').replace('\r', '\\r')
        lines = [f'begin {mode & 0o777:o} {filename}\n'.encode('ascii')]
        for i in range(0, len(input), 45):
            lines.append(binascii.b2a_uu(input[i:i + 45]))
        lines.append(b' \nend\n')
        return b''.join(lines), len(input)

    def uu_decode(input, errors='strict'):
        assert errors == 'strict'
        lines = iter(bytes(input).splitlines(True))
        for line in lines:
            if line[:5] == b'begin':
                break
        else:
            raise ValueError('Missing "begin" line in input data')
        pieces = []
        for line in lines:
            if line == b'end\n':
                break
            try:
                pieces.append(binascii.a2b_uu(line))
            except binascii.Error:
                size = (((line[0] - 32) & 63) * 4 + 5) // 3
                pieces.append(binascii.a2b_uu(line[:size]))
        else:
            raise ValueError('Truncated input data')
        return b''.join(pieces), len(input)

    return _stateless('uu', uu_encode, uu_decode)


def _zlib_codec():
    import zlib

    def zlib_encode(input, errors='strict'):
        assert errors == 'strict'
        return zlib.compress(input), len(input)

    def zlib_decode(input, errors='strict'):
        assert errors == 'strict'
        return zlib.decompress(input), len(input)

    return _stateless('zlib', zlib_encode, zlib_decode)


def _bz2_codec():
    import bz2

    def bz2_encode(input, errors='strict'):
        assert errors == 'strict'
        return bz2.compress(input), len(input)

    def bz2_decode(input, errors='strict'):
        assert errors == 'strict'
        return bz2.decompress(input), len(input)

    return _stateless('bz2', bz2_encode, bz2_decode)


def _undefined():
    def refuse(input, errors='strict'):
        raise UnicodeError('undefined encoding')

    return _stateless('undefined', refuse, refuse, True)


def _charmap():
    return _stateless('charmap', codecs.charmap_encode, codecs.charmap_decode, True)


def _unicode_escape():
    return codecs._stateful('unicode-escape', codecs.unicode_escape_encode, codecs.unicode_escape_decode)


def _raw_unicode_escape():
    return codecs._stateful('raw-unicode-escape', codecs.raw_unicode_escape_encode, codecs.raw_unicode_escape_decode)


_DIRECT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'(),-./:? \t\n\r!\"#$%&*;<=>@[]^_`{|}")
_BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'


def _utf_7():
    def encode(input, errors='strict'):
        output = []
        bits = count = 0
        shifted = False
        for c in input:
            if shifted and c in _DIRECT:
                if count:
                    output.append(_BASE64[bits << 6 - count & 63])
                    bits = count = 0
                shifted = False
                if c in _BASE64 or c == '-':
                    output.append('-')
            if not shifted:
                if c in _DIRECT:
                    output.append(c)
                    continue
                if c == '+':
                    output.append('+-')
                    continue
                output.append('+')
                shifted = True
            code = ord(c)
            for unit in (code,) if code < 0x10000 else (0xd7c0 + (code >> 10), 0xdc00 | code & 0x3ff):
                bits = bits << 16 | unit
                count += 16
                while count >= 6:
                    count -= 6
                    output.append(_BASE64[bits >> count & 63])
                bits &= (1 << count) - 1
        if shifted:
            if count:
                output.append(_BASE64[bits << 6 - count & 63])
            output.append('-')
        return ''.join(output).encode('ascii'), len(input)

    def decode(input, errors='strict', final=True):
        data = bytes(input)
        output = []
        i = safe = kept = 0
        shifted = False
        bits = count = high = start = 0

        def wrong(begin, end, reason):
            handler = codecs.lookup_error(errors)
            replacement, place = handler(UnicodeDecodeError('utf7', data, begin, end, reason))
            output.append(replacement)
            return place

        while i < len(data):
            c = data[i]
            if shifted:
                value = _BASE64.find(chr(c)) if c < 128 else -1
                if value >= 0:
                    bits = bits << 6 | value
                    count += 6
                    i += 1
                    if count >= 16:
                        count -= 16
                        unit = bits >> count
                        bits &= (1 << count) - 1
                        if high:
                            if 0xdc00 <= unit < 0xe000:
                                output.append(chr(0x10000 + ((high & 0x3ff) << 10) + (unit & 0x3ff)))
                                high = 0
                                continue
                            output.append(chr(high))
                            high = 0
                        if 0xd800 <= unit < 0xdc00:
                            high = unit
                        else:
                            output.append(chr(unit))
                    continue
                shifted = False
                if count >= 6:
                    i = wrong(start, i + 1, 'partial character in base64')
                    continue
                if bits:
                    i = wrong(start, i + 1, 'non-zero padding bits in base64')
                    continue
                if high:
                    output.append(chr(high))
                    high = 0
                if c == 45:
                    i += 1
                continue
            if c == 43:
                start = safe = i
                kept = len(output)
                i += 1
                if i < len(data) and data[i] == 45:
                    output.append('+')
                    i += 1
                elif i < len(data) and (data[i] >= 128 or chr(data[i]) not in _BASE64):
                    i = wrong(start, i + 1, 'ill-formed sequence')
                else:
                    shifted = True
                    bits = count = high = 0
            elif c < 128:
                output.append(chr(c))
                i += 1
            else:
                i = wrong(i, i + 1, 'unexpected special character')
        if shifted:
            if not final:
                return ''.join(output[:kept]), safe
            if high or count >= 6 or count and bits:
                wrong(start, len(data), 'unterminated shift sequence')
        return ''.join(output), len(data)

    return codecs._stateful('utf-7', encode, decode)


def _adapt(delta, first, count):
    delta = delta // 700 if first else delta // 2
    delta += delta // count
    turns = 0
    while delta > 455:
        delta //= 35
        turns += 36
    return turns + 36 * delta // (delta + 38)


def _threshold(k, bias):
    return 1 if k <= bias else 26 if k >= bias + 26 else k - bias


def punycode_encode(text):
    """Punycode (RFC 3492) of a text."""
    plain = [c for c in text if ord(c) < 128]
    digits = 'abcdefghijklmnopqrstuvwxyz0123456789'
    extended = []
    bias = 72
    code = 128
    delta = 0
    done = len(plain)
    first = True
    for point in sorted({ord(c) for c in text if ord(c) >= 128}):
        delta += (point - code) * (done + 1)
        code = point
        for c in text:
            if ord(c) < code:
                delta += 1
            elif ord(c) == code:
                q = delta
                k = 36
                while q >= (t := _threshold(k, bias)):
                    extended.append(digits[t + (q - t) % (36 - t)])
                    q = (q - t) // (36 - t)
                    k += 36
                extended.append(digits[q])
                bias = _adapt(delta, first, done + 1)
                first = False
                delta = 0
                done += 1
        delta += 1
        code += 1
    base = ''.join(plain)
    joined = base + '-' + ''.join(extended) if base else ''.join(extended)
    return joined.encode('ascii')


def punycode_decode(data, errors):
    """The text of Punycode."""
    if isinstance(data, str):
        data = data.encode('ascii')
    data = bytes(data)
    at = data.rfind(b'-')
    base = str(data[:at], 'ascii', errors) if at >= 0 else ''
    extended = str(data[at + 1:], 'ascii', errors).upper()
    code = 128
    place = -1
    bias = 72
    i = 0
    chars = list(base)
    while i < len(extended):
        delta = 0
        weight = 1
        k = 36
        while True:
            if i >= len(extended):
                if errors == 'strict':
                    raise UnicodeDecodeError('punycode', data, len(data), len(data), 'incomplete punycode string')
                return ''.join(chars)
            c = ord(extended[i])
            i += 1
            if 0x41 <= c <= 0x5a:
                digit = c - 0x41
            elif 0x30 <= c <= 0x39:
                digit = c - 22
            elif errors == 'strict':
                raise UnicodeDecodeError('punycode', data, at + i, at + i + 1, f"Invalid extended code point '{c}'")
            else:
                return ''.join(chars)
            t = _threshold(k, bias)
            delta += digit * weight
            if digit < t:
                break
            weight *= 36 - t
            k += 36
        place += delta + 1
        code += place // (len(chars) + 1)
        if code > 0x10ffff:
            if errors == 'strict':
                raise UnicodeDecodeError('punycode', data, at + i, at + i + 1, f'Invalid character U+{code:x}')
            code = ord('?')
        place %= len(chars) + 1
        chars.insert(place, chr(code))
        bias = _adapt(delta, not place and len(chars) == len(base) + 1 or len(chars) == len(base) + 1, len(chars))
    return ''.join(chars)


def _punycode():
    def encode(input, errors='strict'):
        return punycode_encode(input), len(input)

    def decode(input, errors='strict'):
        if errors not in ('strict', 'replace', 'ignore'):
            raise UnicodeError(f'Unsupported error handling: {errors}')
        return punycode_decode(input, errors), len(input)

    return _stateless('punycode', encode, decode, True)


def _to_ascii(label):
    try:
        plain = label.encode('ascii')
    except UnicodeEncodeError:
        pass
    else:
        if 0 < len(plain) < 64:
            return plain
        raise UnicodeError('label empty' if not plain else 'label too long')
    label = label.casefold()
    try:
        import unicodedata
        label = unicodedata.normalize('NFKC', label)
    except ModuleNotFoundError:
        pass
    try:
        plain = label.encode('ascii')
    except UnicodeEncodeError:
        if label.startswith('xn--'):
            raise UnicodeError('Label starts with ACE prefix') from None
        plain = b'xn--' + punycode_encode(label)
    if 0 < len(plain) < 64:
        return plain
    raise UnicodeError('label empty' if not plain else 'label too long')


def _to_unicode(label):
    if len(label) > 1024:
        raise UnicodeError('label way too long')
    if isinstance(label, str):
        label = label.encode('ascii')
    if not label.lower().startswith(b'xn--'):
        return str(label, 'ascii')
    return punycode_decode(label[4:], 'strict')


def _idna():
    dots = '.\u3002\uff0e\uff61'

    def encode(input, errors='strict'):
        if errors != 'strict':
            raise UnicodeError(f'Unsupported error handling: {errors}')
        if not input:
            return b'', 0
        for dot in dots[1:]:
            input = input.replace(dot, '.')
        labels = input.split('.')
        trailing = b''
        if not labels[-1]:
            trailing = b'.'
            labels.pop()
        pieces = []
        for i, label in enumerate(labels):
            try:
                pieces.append(_to_ascii(label))
            except UnicodeError as e:
                start = sum(map(len, labels[:i])) + i
                raise UnicodeEncodeError('idna', input, start, start + (len(label) or 1), str(e)) from None
        return b'.'.join(pieces) + trailing, len(input)

    def decode(input, errors='strict'):
        if errors != 'strict':
            raise UnicodeError(f'Unsupported error handling: {errors}')
        if not input:
            return '', 0
        input = bytes(input)
        labels = input.split(b'.')
        trailing = ''
        if not labels[-1]:
            trailing = '.'
            labels.pop()
        return '.'.join(map(_to_unicode, labels)) + trailing, len(input)

    return _stateless('idna', encode, decode, True)
