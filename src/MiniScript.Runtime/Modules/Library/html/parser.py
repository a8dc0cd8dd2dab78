"""A parser of HTML that calls a method for each tag, text and comment, and that takes malformed pages as browsers do."""

import re
from html import unescape

__all__ = ['HTMLParser']

_BLANKS = r'(?:\s|/(?!>))*'
_VALUE = r'''(?:'[^']*'|"[^"]*"|(?!['"])[^>\s]*)'''
_NAME = r'''(?<=['"\s/])[^\s/>][^\s/=>]*'''
_TAG = r'[a-zA-Z][^\t\n\r\f />\x00]*'

interesting_normal = re.compile('[&<]')
starttagopen = re.compile('<[a-zA-Z]')
tagfind_tolerant = re.compile(f'({_TAG}){_BLANKS}')
attrfind_tolerant = re.compile(rf'({_NAME})(\s*=+\s*({_VALUE}))?{_BLANKS}')
locatestarttagend_tolerant = re.compile(rf'<{_TAG}(?:[\s/]*(?:{_NAME}(?:\s*=+\s*{_VALUE}\s*)?{_BLANKS})*)?\s*')
endtagfind = re.compile(r'</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>')
entityref = re.compile('&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]')
incomplete = re.compile('&[a-zA-Z#]')
charref = re.compile('&#([0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]')
piclose = re.compile('>')
endendtag = re.compile('>')
commentclose = re.compile(r'--\s*>')
_section_name = re.compile(r'([a-zA-Z][-_.a-zA-Z0-9]*)\s*')
_section_ends = {
    **dict.fromkeys(('temp', 'cdata', 'ignore', 'include', 'rcdata'), re.compile(r']\s*]\s*>')),
    **dict.fromkeys(('if', 'else', 'endif'), re.compile(r']\s*>')),
}


class HTMLParser:
    """Feed it text; subclasses override the handle methods."""

    CDATA_CONTENT_ELEMENTS = ('script', 'style')

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        """Forget all unprocessed text."""
        self.rawdata = ''
        self.lasttag = '???'
        self.lineno, self.offset = 1, 0
        self.__starttag_text = None
        self.clear_cdata_mode()

    def feed(self, data):
        """Process text up to the last complete piece."""
        self.rawdata += data
        self.goahead(0)

    def close(self):
        """Process what is left as if the text ended here."""
        self.goahead(1)

    def getpos(self):
        """The current line, from 1, and column, from 0."""
        return self.lineno, self.offset

    def get_starttag_text(self):
        """The text of the start tag that was read last."""
        return self.__starttag_text

    def set_cdata_mode(self, elem):
        self.cdata_elem = elem.lower()
        self.interesting = re.compile(rf'</\s*{self.cdata_elem}\s*>', re.I)

    def clear_cdata_mode(self):
        self.cdata_elem = None
        self.interesting = interesting_normal

    def updatepos(self, i, j):
        """Move the position from i to j, which is returned."""
        if i < j:
            lines = self.rawdata.count('\n', i, j)
            if lines:
                self.lineno += lines
                self.offset = j - self.rawdata.rindex('\n', i, j) - 1
            else:
                self.offset += j - i
        return j

    def _text_until(self, i):
        # Where the text that starts at i ends, or -1 if more has to come to tell.
        data = self.rawdata
        if self.convert_charrefs and not self.cdata_elem:
            j = data.find('<', i)
            if j >= 0:
                return j
            # A reference may be cut off at the end.
            start = data.rfind('&', max(i, len(data) - 34))
            return -1 if start >= 0 and not re.search(r'[\s;]', data[start:]) else len(data)
        match = self.interesting.search(data, i)
        if match:
            return match.start()
        return -1 if self.cdata_elem else len(data)

    def _text(self, i, j):
        text = self.rawdata[i:j]
        self.handle_data(unescape(text) if self.convert_charrefs and not self.cdata_elem else text)

    def goahead(self, end):
        """Process the text; if end is true as if nothing followed."""
        data = self.rawdata
        length = len(data)
        i = 0
        while i < length:
            j = self._text_until(i)
            if j < 0:
                break
            if i < j:
                self._text(i, j)
            i = self.updatepos(i, j)
            if i == length:
                break
            if data[i] == '<':
                k = self._markup(i)
                if k is None:
                    break
                if k < 0:
                    if not end:
                        break
                    k = data.find('>', i + 1) + 1
                    if not k:
                        k = data.find('<', i + 1)
                        if k < 0:
                            k = i + 1
                    self._text(i, k)
                i = self.updatepos(i, k)
                continue
            k, complete = self._reference(i, end)
            i = self.updatepos(i, k)
            if not complete:
                break
        if end and i < length and not self.cdata_elem:
            self._text(i, length)
            i = self.updatepos(i, length)
        self.rawdata = self.rawdata[i:]

    def _markup(self, i):
        # Reads what '<' starts: the position after it, -1 if it is incomplete, None if it is the last character.
        data = self.rawdata
        if starttagopen.match(data, i):
            return self.parse_starttag(i)
        if data.startswith('</', i):
            return self.parse_endtag(i)
        if data.startswith('<!--', i):
            return self.parse_comment(i)
        if data.startswith('<?', i):
            return self.parse_pi(i)
        if data.startswith('<!', i):
            return self.parse_html_declaration(i)
        if i + 1 < len(data):
            self.handle_data('<')
            return i + 1
        return None

    def _reference(self, i, end):
        # Reads what '&' starts: the position after it, and whether it is complete.
        data = self.rawdata
        for pattern, handle in ((charref, self.handle_charref), (entityref, self.handle_entityref)):
            match = pattern.match(data, i)
            if match:
                handle(match[1])
                return match.end() - (data[match.end() - 1] != ';'), True
        if data.startswith('&#', i):
            if ';' not in data[i:]:
                return i, False
            self.handle_data('&#')
            return i + 2, False
        if incomplete.match(data, i):
            return i + (bool(end) and i + 2 == len(data)), False
        more = i + 1 < len(data)
        if more:
            self.handle_data('&')
        return i + more, more

    def parse_html_declaration(self, i):
        data = self.rawdata
        if data.startswith('<!--', i):
            return self.parse_comment(i)
        if data.startswith('<![', i):
            return self.parse_marked_section(i)
        if data[i:i + 9].lower() == '<!doctype':
            end = data.find('>', i + 9)
            if end < 0:
                return -1
            self.handle_decl(data[i + 2:end])
            return end + 1
        return self.parse_bogus_comment(i)

    def parse_comment(self, i, report=1):
        match = commentclose.search(self.rawdata, i + 4)
        if not match:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 4:match.start()])
        return match.end()

    def parse_bogus_comment(self, i, report=1):
        end = self.rawdata.find('>', i + 2)
        if end < 0:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 2:end])
        return end + 1

    def parse_marked_section(self, i, report=1):
        data = self.rawdata
        if i + 3 == len(data):
            return -1
        name = _section_name.match(data, i + 3)
        if not name:
            self.updatepos(i, i + 3)
            raise AssertionError(f'expected name token at {data[i:i + 20]!r}')
        if name.end() == len(data):
            return -1
        try:
            pattern = _section_ends[name[1].lower()]
        except KeyError:
            raise AssertionError(f'unknown status keyword {data[i + 3:name.end()]!r} in marked section') from None
        match = pattern.search(data, i + 3)
        if not match:
            return -1
        if report:
            self.unknown_decl(data[i + 3:match.start()])
        return match.end()

    def parse_pi(self, i):
        match = piclose.search(self.rawdata, i + 2)
        if not match:
            return -1
        self.handle_pi(self.rawdata[i + 2:match.start()])
        return match.end()

    def parse_starttag(self, i):
        self.__starttag_text = None
        stop = self.check_for_whole_start_tag(i)
        if stop < 0:
            return stop
        data = self.rawdata
        self.__starttag_text = data[i:stop]
        match = tagfind_tolerant.match(data, i + 1)
        self.lasttag = tag = match[1].lower()
        attrs = []
        while match.end() < stop:
            following = attrfind_tolerant.match(data, match.end())
            if not following:
                break
            match = following
            name, assigned, value = match.groups()
            if not assigned:
                value = None
            elif value[:1] in ("'", '"') and value[:1] == value[-1:]:
                value = value[1:-1]
            attrs.append((name.lower(), unescape(value) if value else value))
        end = data[match.end():stop].strip()
        if end not in ('>', '/>'):
            self.handle_data(data[i:stop])
        elif end == '/>':
            self.handle_startendtag(tag, attrs)
        else:
            self.handle_starttag(tag, attrs)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return stop

    def check_for_whole_start_tag(self, i):
        """The end of the start tag at i, or -1 if it is incomplete."""
        data = self.rawdata
        j = locatestarttagend_tolerant.match(data, i).end()
        following = data[j:j + 1]
        if following == '>':
            return j + 1
        if following == '/':
            return j + 2 if data.startswith('/>', j) else -1
        if not following or following in 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ=/':
            return -1
        return j

    def parse_endtag(self, i):
        data = self.rawdata
        match = endendtag.search(data, i + 1)
        if not match:
            return -1
        end = match.end()
        match = endtagfind.match(data, i)
        if not match:
            if self.cdata_elem is not None:
                self.handle_data(data[i:end])
                return end
            name = tagfind_tolerant.match(data, i + 2)
            if not name:
                return i + 3 if data.startswith('</>', i) else self.parse_bogus_comment(i)
            end = data.find('>', name.end()) + 1
            self.handle_endtag(name[1].lower())
            return end
        tag = match[1].lower()
        if self.cdata_elem is not None and tag != self.cdata_elem:
            self.handle_data(data[i:end])
            return end
        self.handle_endtag(tag)
        self.clear_cdata_mode()
        return end

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        pass

    def handle_charref(self, name):
        pass

    def handle_entityref(self, name):
        pass

    def handle_data(self, data):
        pass

    def handle_comment(self, data):
        pass

    def handle_decl(self, decl):
        pass

    def handle_pi(self, data):
        pass

    def unknown_decl(self, data):
        pass
