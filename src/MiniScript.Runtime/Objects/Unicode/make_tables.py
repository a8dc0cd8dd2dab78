#!/usr/bin/env python3
"""Writes properties.bin and names.bin, the character database of the runtime.

    make_tables.py [NAMES]

Run it with CPython 3.13, whose unicodedata module holds Unicode 15.1: all properties and names come from it. It has no list of aliases
and of named sequences; NAMES is a file that has them, the Name.pl of perl's unicore folder (of any version of Unicode; each entry is
looked up again). Without it those that the present names.bin has stay. The formats are those that UnicodeProperties.cs and
UnicodeNames.cs read: numbers of seven bits a byte, the highest first, a set top bit meaning that more follow; all of it deflated.
"""

import os
import re
import sys
import unicodedata
import zlib
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
CATEGORIES = 'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Cn'.split()
DIRECTIONS = ['', *'L R AL EN ES ET AN CS NSM BN B S WS ON LRE LRO RLE RLO PDF LRI RLI FSI PDI'.split()]
WIDTHS = 'N A F H Na W'.split()
TAGS = ['', *(f'<{tag}>' for tag in (
    'compat super sub font noBreak initial medial final isolated circle square wide narrow small vertical fraction'.split()))]
GENERATED = re.compile('(CJK UNIFIED IDEOGRAPH|CJK COMPATIBILITY IDEOGRAPH|KHITAN SMALL SCRIPT CHARACTER|NUSHU CHARACTER)-([0-9A-F]+)')


def number(value):
    parts = [value & 0x7f]
    while value > 0x7f:
        value >>= 7
        parts.append(value & 0x7f | 0x80)
    return bytes(reversed(parts))


def write(name, data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = packer.compress(data) + packer.flush()
    with open(os.path.join(HERE, name), 'wb') as file:
        file.write(packed)
    print(f'{name}: {len(data)} bytes, {len(packed)} packed')


def runs(keys):
    """(key, length) of equal neighbours."""
    found = []
    for key in keys:
        if found and found[-1][0] == key:
            found[-1][1] += 1
        else:
            found.append([key, 1])
    return found


def properties():
    characters = [chr(code) for code in range(0x110000)]
    records = {}
    keys = []
    for c in characters:
        key = (
            CATEGORIES.index(unicodedata.category(c)), DIRECTIONS.index(unicodedata.bidirectional(c)), unicodedata.combining(c),
            WIDTHS.index(unicodedata.east_asian_width(c)) << 1 | unicodedata.mirrored(c))
        keys.append(records.setdefault(key, len(records)))
    assert len(records) <= 256
    stretches = runs(keys)
    out = [number(len(records)), *(bytes(record) for record in records), number(len(stretches))]
    out += [number(length) for _, length in stretches]
    out += [bytes([key]) for key, _ in stretches]

    numbers = []
    for c in characters:
        value = unicodedata.numeric(c, None)
        if value is not None:
            fraction = Fraction(value).limit_denominator(10000)
            assert fraction.numerator / fraction.denominator == value
            flags = (unicodedata.decimal(c, None) is not None) | (unicodedata.digit(c, None) is not None) << 1 | (value < 0) << 2
            numbers.append((ord(c), flags, abs(fraction.numerator), fraction.denominator))
    out.append(number(len(numbers)))
    last = 0
    for code, flags, numerator, denominator in numbers:
        out += [number(code - last), bytes([flags]), number(numerator), number(denominator)]
        last = code

    decompositions = []
    for c in characters:
        text = unicodedata.decomposition(c)
        if text:
            *tag, rest = re.fullmatch(r'(<\w+>)? ?(.*)', text).groups()
            codes = [int(code, 16) for code in rest.split()]
            composes = len(codes) == 2 and not tag[0] and unicodedata.normalize('NFC', ''.join(map(chr, codes))) == c
            decompositions.append((ord(c), TAGS.index(tag[0] or '') << 1 | composes, codes))
    out.append(number(len(decompositions)))
    last = 0
    for code, kind, codes in decompositions:
        out += [number(code - last), bytes([kind, len(codes)]), *map(number, codes)]
        last = code
    write('properties.bin', b''.join(out))


def further_names(path):
    """Pairs of names and texts beside the names that characters have: aliases (of one character) and sequences."""
    with open(path, encoding='ascii') as file:
        entries = re.findall(r'^((?:[0-9A-F]{4,6} ?)+)\n(.+)\n', file.read(), re.MULTILINE)
    found = {}
    for codes, name in entries:
        text = ''.join(chr(int(code, 16)) for code in codes.split())
        try:
            if unicodedata.lookup(name) == text and (len(text) > 1 or unicodedata.name(text, None) != name):
                found[name] = text
        except KeyError:
            pass
    return found


def present_names():
    with open(os.path.join(HERE, 'names.bin'), 'rb') as file:
        data = zlib.decompress(file.read(), -15)
    at = 0

    def read():
        nonlocal at
        value = 0
        while True:
            byte = data[at]
            at += 1
            value = value << 7 | byte & 0x7f
            if byte < 0x80:
                return value

    for _ in range(read()):
        read(), read(), read()
    names = sum((read(), read())[1] for _ in range(read()))
    texts = [''.join(chr(read()) for _ in range(read())) for _ in range(read())]
    prefixes = data[at:at + names + len(texts)]
    at += len(prefixes)
    previous = b''
    found = {}
    for index, length in enumerate(prefixes):
        end = at
        while data[end] < 0x80:
            end += 1
        previous = previous[:length] + data[at:end] + bytes([data[end] & 0x7f])
        at = end + 1
        if index >= names:
            found[previous.decode()] = texts[index - names]
    return found


def names(more):
    listed = []
    generated = []
    for code in range(0x110000):
        name = unicodedata.name(chr(code), None)
        if name is None or name.startswith('HANGUL SYLLABLE '):
            continue
        match = GENERATED.fullmatch(name)
        if match and int(match[2], 16) == code:
            generated.append((code, match[1]))
        else:
            listed.append((code, name))
    kinds = list(dict.fromkeys(kind for _, kind in generated))
    assert kinds == ['CJK UNIFIED IDEOGRAPH', 'CJK COMPATIBILITY IDEOGRAPH', 'KHITAN SMALL SCRIPT CHARACTER', 'NUSHU CHARACTER']
    ranges = []
    for code, kind in generated:
        if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == kind:
            ranges[-1][1] = code
        else:
            ranges.append([code, code, kind])
    out = [number(len(ranges))]
    for first, last, kind in ranges:
        out += [number(kinds.index(kind)), number(first), number(last - first)]

    stretches = []
    for code, _ in listed:
        if stretches and stretches[-1][0] + stretches[-1][1] == code:
            stretches[-1][1] += 1
        else:
            stretches.append([code, 1])
    out.append(number(len(stretches)))
    end = 0
    for first, length in stretches:
        out += [number(first - end), number(length)]
        end = first + length
    more = sorted(more.items())
    out.append(number(len(more)))
    for _, text in more:
        out += [number(len(text)), *(number(ord(c)) for c in text)]

    prefixes, rest = [], []
    previous = ''
    for name in [name for _, name in listed] + [name for name, _ in more]:
        length = len(os.path.commonprefix([name[:-1], previous]))
        prefixes.append(length)
        tail = name[length:].encode('ascii')
        rest.append(tail[:-1] + bytes([tail[-1] | 0x80]))
        previous = name
    write('names.bin', b''.join([*out, bytes(prefixes), *rest]))


if __name__ == '__main__':
    if unicodedata.unidata_version != '15.1.0':
        sys.exit('make_tables.py: Unicode 15.1 (CPython 3.13) is wanted')
    properties()
    names(further_names(sys.argv[1]) if len(sys.argv) > 1 else present_names())
