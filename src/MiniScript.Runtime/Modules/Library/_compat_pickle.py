"""What modules, functions and classes are called in Python 2, for pickles of protocols below 3."""

_modules = {}
for _pair in '''__builtin__:builtins copy_reg:copyreg Queue:queue SocketServer:socketserver ConfigParser:configparser repr:reprlib
markupbase:_markupbase thread:_thread dummy_thread:_dummy_thread dbhash:dbm.bsd dumbdbm:dbm.dumb dbm:dbm.ndbm gdbm:dbm.gnu xmlrpclib:xmlrpc.client
SimpleXMLRPCServer:xmlrpc.server httplib:http.client htmlentitydefs:html.entities HTMLParser:html.parser Cookie:http.cookies cookielib:http.cookiejar
BaseHTTPServer:http.server commands:subprocess urlparse:urllib.parse robotparser:urllib.robotparser urllib2:urllib.request anydbm:dbm
_abcoll:collections.abc cPickle:pickle _elementtree:xml.etree.ElementTree'''.split():
    _old, _new = _pair.split(':')
    _modules[_old] = _new
_old_modules = {new: old for old, new in _modules.items()}
IMPORT_MAPPING = {
    **_modules, 'DocXMLRPCServer': 'xmlrpc.server', 'SimpleHTTPServer': 'http.server', 'CGIHTTPServer': 'http.server', 'UserDict': 'collections',
    'UserList': 'collections', 'UserString': 'collections', 'whichdb': 'dbm', 'StringIO': 'io', 'cStringIO': 'io',
}
REVERSE_IMPORT_MAPPING = {**_old_modules, '_bz2': 'bz2', '_dbm': 'dbm', '_functools': 'functools', '_gdbm': 'gdbm', '_pickle': 'pickle'}

PYTHON2_EXCEPTIONS = tuple('''ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning EOFError
EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError KeyError
KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError
RuntimeWarning StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError UnicodeDecodeError
UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError'''.split())
PYTHON3_OSERROR_EXCEPTIONS = tuple('''BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError
TimeoutError'''.split())
PYTHON3_IMPORTERROR_EXCEPTIONS = ('ModuleNotFoundError',)

NAME_MAPPING = {}
for _line in '''__builtin__.xrange builtins.range|__builtin__.reduce functools.reduce|__builtin__.intern sys.intern|__builtin__.unichr builtins.chr
__builtin__.unicode builtins.str|__builtin__.long builtins.int|itertools.izip builtins.zip|itertools.imap builtins.map|itertools.ifilter builtins.filter
itertools.ifilterfalse itertools.filterfalse|itertools.izip_longest itertools.zip_longest|UserDict.IterableUserDict collections.UserDict
UserList.UserList collections.UserList|UserString.UserString collections.UserString|whichdb.whichdb dbm.whichdb
urllib.ContentTooShortError urllib.error.ContentTooShortError|urllib2.HTTPError urllib.error.HTTPError|urllib2.URLError urllib.error.URLError'''.replace('\n', '|').split('|'):
    _old, _new = _line.split()
    NAME_MAPPING[tuple(_old.rsplit('.', 1))] = tuple(_new.rsplit('.', 1))
for _name in 'quote quote_plus unquote unquote_plus urlencode'.split():
    NAME_MAPPING['urllib', _name] = 'urllib.parse', _name
for _name in 'getproxies pathname2url url2pathname urlcleanup urlopen urlretrieve'.split():
    NAME_MAPPING['urllib', _name] = 'urllib.request', _name
for _name in PYTHON2_EXCEPTIONS:
    NAME_MAPPING['exceptions', _name] = 'builtins', _name
REVERSE_NAME_MAPPING = {new: old for old, new in NAME_MAPPING.items()}
REVERSE_NAME_MAPPING['_functools', 'reduce'] = '__builtin__', 'reduce'
for _name in PYTHON3_OSERROR_EXCEPTIONS:
    REVERSE_NAME_MAPPING['builtins', _name] = 'exceptions', 'OSError'
REVERSE_NAME_MAPPING['builtins', 'ModuleNotFoundError'] = 'exceptions', 'ImportError'
NAME_MAPPING['__builtin__', 'basestring'] = 'builtins', 'str'
NAME_MAPPING['exceptions', 'StandardError'] = 'builtins', 'Exception'
NAME_MAPPING['UserDict', 'UserDict'] = 'collections', 'UserDict'


def to_python2(module, name):
    """What a name in a module of Python 3 is called in Python 2."""
    found = REVERSE_NAME_MAPPING.get((module, name))
    return found or (REVERSE_IMPORT_MAPPING.get(module, module), name)


def to_python3(module, name):
    """What a name in a module of Python 2 is called in Python 3."""
    found = NAME_MAPPING.get((module, name))
    return found or (IMPORT_MAPPING.get(module, module), name)
