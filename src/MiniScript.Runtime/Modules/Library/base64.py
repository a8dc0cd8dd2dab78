"""Binary data as text of 16, 32, 64 or 85 characters (RFC 4648, Ascii85, Base85)."""

import binascii

__all__ = [
    'encode', 'decode', 'encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode', 'b32decode', 'b32hexencode', 'b32hexdecode',
    'b16encode', 'b16decode', 'b85encode', 'b85decode', 'a85encode', 'a85decode', 'z85encode', 'z85decode', 'standard_b64encode',
    'standard_b64decode', 'urlsafe_b64encode', 'urlsafe_b64decode',
]

MAXLINESIZE = 76
MAXBINSIZE = (MAXLINESIZE // 4) * 3


def _bytes_from_decode_data(s):
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters') from None
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except (TypeError, NameError):
        raise TypeError(f'argument should be a bytes-like object or ASCII string, not {s.__class__.__name__!r}') from None


def b64encode(s, altchars=None):
    """Base64; altchars replaces + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b'+/', altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """The data of base64; other characters are passed over, or refused with validate."""
    s = _bytes_from_decode_data(s)
    if altchars is not None:
        altchars = _bytes_from_decode_data(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Base64 with the standard alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """The data of base64 with the standard alphabet."""
    return b64decode(s)


_to_urlsafe = bytes.maketrans(b'+/', b'-_')
_from_urlsafe = bytes.maketrans(b'-_', b'+/')


def urlsafe_b64encode(s):
    """Base64 with - and _ instead of + and /."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    """The data of base64 with - and _ instead of + and /."""
    return b64decode(_bytes_from_decode_data(s).translate(_from_urlsafe))


_alphabet32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_alphabet32hex = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'
_pairs = {}
_values = {}


def _b32encode(alphabet, s):
    if not isinstance(s, (bytes, bytearray)):
        s = memoryview(s).tobytes()
    pairs = _pairs.get(alphabet)
    if pairs is None:
        pairs = _pairs[alphabet] = [bytes((a, b)) for a in alphabet for b in alphabet]
    leftover = len(s) % 5
    if leftover:
        s = s + b'\0' * (5 - leftover)
    pieces = []
    for i in range(0, len(s), 5):
        c = int.from_bytes(s[i:i + 5])
        pieces.append(pairs[c >> 30])
        pieces.append(pairs[(c >> 20) & 0x3ff])
        pieces.append(pairs[(c >> 10) & 0x3ff])
        pieces.append(pairs[c & 0x3ff])
    encoded = b''.join(pieces)
    pad = (0, 6, 4, 3, 1)[leftover]
    return encoded[:len(encoded) - pad] + b'=' * pad if pad else encoded


def _b32decode(alphabet, s, casefold=False, map01=None):
    values = _values.get(alphabet)
    if values is None:
        values = _values[alphabet] = {c: i for i, c in enumerate(alphabet)}
    s = _bytes_from_decode_data(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        map01 = _bytes_from_decode_data(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b'01', b'O' + map01))
    if casefold:
        s = s.upper()
    length = len(s)
    s = s.rstrip(b'=')
    pad = length - len(s)
    decoded = bytearray()
    acc = 0
    for i in range(0, len(s), 8):
        acc = 0
        quantum = s[i:i + 8]
        try:
            for c in quantum:
                acc = (acc << 5) + values[c]
        except KeyError:
            raise binascii.Error('Non-base32 digit found') from None
        decoded += acc.to_bytes(5) if len(quantum) == 8 else b''
    if length % 8 or pad not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    if pad and length:
        acc <<= 5 * pad
        decoded += acc.to_bytes(5)[:(43 - 5 * pad) // 8]
    return bytes(decoded)


def b32encode(s):
    """Base32."""
    return _b32encode(_alphabet32, s)


def b32decode(s, casefold=False, map01=None):
    """The data of base32; map01 says which letter 1 stands for, and 0 then stands for O."""
    return _b32decode(_alphabet32, s, casefold, map01)


def b32hexencode(s):
    """Base32 with the extended hexadecimal alphabet."""
    return _b32encode(_alphabet32hex, s)


def b32hexdecode(s, casefold=False):
    """The data of base32 with the extended hexadecimal alphabet."""
    return _b32decode(_alphabet32hex, s, casefold)


def b16encode(s):
    """Hexadecimal with capital letters."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """The data of hexadecimal text; small letters are accepted with casefold only."""
    s = _bytes_from_decode_data(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b'0123456789ABCDEF'):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


def _encode85(b, pairs, single, pad=False, foldnuls=False, foldspaces=False):
    if not isinstance(b, (bytes, bytearray)):
        b = memoryview(b).tobytes()
    padding = -len(b) % 4
    if padding:
        b = b + b'\0' * padding
    chunks = []
    for i in range(0, len(b), 4):
        word = int.from_bytes(b[i:i + 4])
        if foldnuls and not word:
            chunks.append(b'z')
        elif foldspaces and word == 0x20202020:
            chunks.append(b'y')
        else:
            high, rest = divmod(word, 614125)
            middle, low = divmod(rest, 85)
            chunks.append(pairs[high] + pairs[middle] + single[low])
    if padding and not pad:
        if chunks[-1] == b'z':
            chunks[-1] = single[0] * 5
        chunks[-1] = chunks[-1][:-padding]
    return b''.join(chunks)


def _tables85(alphabet):
    tables = _pairs.get(alphabet)
    if tables is None:
        single = [bytes((c,)) for c in alphabet]
        tables = _pairs[alphabet] = ([a + b for a in single for b in single], single)
    return tables


_ascii85 = bytes(range(33, 118))
_A85START = b'<~'
_A85END = b'~>'


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Ascii85, in lines of wrapcol characters, padded to whole words, or framed as Adobe does."""
    result = _encode85(b, *_tables85(_ascii85), pad, True, foldspaces)
    if adobe:
        result = _A85START + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        chunks = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(chunks[-1]) + 2 > wrapcol:
            chunks.append(b'')
        result = b'\n'.join(chunks)
    if adobe:
        result += _A85END
    return result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\v'):
    """The data of Ascii85."""
    b = _bytes_from_decode_data(b)
    if adobe:
        if not b.endswith(_A85END):
            raise ValueError(f'Ascii85 encoded byte sequences must end with {_A85END!r}')
        b = b[2:-2] if b.startswith(_A85START) else b[:-2]
    decoded = []
    acc = count = 0
    for x in b + b'u' * 4:
        if 33 <= x <= 117:
            acc = acc * 85 + x - 33
            count += 1
            if count == 5:
                if acc > 0xffffffff:
                    raise ValueError('Ascii85 overflow') from None
                decoded.append(acc.to_bytes(4))
                acc = count = 0
        elif x == 122:
            if count:
                raise ValueError('z inside Ascii85 5-tuple')
            decoded.append(b'\0\0\0\0')
        elif foldspaces and x == 121:
            if count:
                raise ValueError('y inside Ascii85 5-tuple')
            decoded.append(b'    ')
        elif x not in ignorechars:
            raise ValueError(f'Non-Ascii85 digit found: {chr(x)}')
    result = b''.join(decoded)
    padding = 4 - count
    return result[:-padding] if padding else result


_base85 = b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~'
_zeromq85 = b'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'


def b85encode(b, pad=False):
    """Base85, as git does it."""
    return _encode85(b, *_tables85(_base85), pad)


def b85decode(b):
    """The data of base85."""
    values = _values.get(_base85)
    if values is None:
        values = _values[_base85] = {c: i for i, c in enumerate(_base85)}
    b = _bytes_from_decode_data(b)
    padding = -len(b) % 5
    b = b + b'~' * padding
    decoded = []
    for i in range(0, len(b), 5):
        chunk = b[i:i + 5]
        acc = 0
        for j, c in enumerate(chunk):
            value = values.get(c)
            if value is None:
                raise ValueError(f'bad base85 character at position {i + j}')
            acc = acc * 85 + value
        if acc > 0xffffffff:
            raise ValueError(f'base85 overflow in hunk starting at byte {i}')
        decoded.append(acc.to_bytes(4))
    result = b''.join(decoded)
    return result[:-padding] if padding else result


_to_z85 = bytes.maketrans(_base85, _zeromq85)
_from_z85 = bytes.maketrans(_zeromq85 + bytes(set(range(256)) - set(_zeromq85)), _base85 + b'\xff' * 171)


def z85encode(s):
    """Base85 with the alphabet of ZeroMQ."""
    return b85encode(s).translate(_to_z85)


def z85decode(s):
    """The data of base85 with the alphabet of ZeroMQ."""
    s = _bytes_from_decode_data(s).translate(_from_z85)
    try:
        return b85decode(s)
    except ValueError as e:
        raise ValueError(e.args[0].replace('base85', 'z85')) from None


def encode(input, output):
    """Encodes one binary file into another, in lines."""
    while s := input.read(MAXBINSIZE):
        while len(s) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(s))):
            s += more
        output.write(binascii.b2a_base64(s))


def decode(input, output):
    """Decodes one binary file into another."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _input_type_check(s):
    if not isinstance(s, (bytes, bytearray)):
        try:
            memoryview(s)
        except (TypeError, NameError) as err:
            raise TypeError(f'expected bytes-like object, not {s.__class__.__name__}') from err


def encodebytes(s):
    """Base64 in lines."""
    _input_type_check(s)
    return b''.join(binascii.b2a_base64(s[i:i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    """The data of base64 in lines."""
    _input_type_check(s)
    return binascii.a2b_base64(s)
