"""Loggers, handlers and formats as a dictionary or a file describes them."""

import functools
import io
import logging
import logging.handlers
import os
import re
import sys

DEFAULT_LOGGING_CONFIG_PORT = 9030

IDENTIFIER = re.compile('^[a-z_][a-z0-9_]*$', re.I)


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Set logging up as a file in the form of configparser says."""
    import configparser
    if isinstance(fname, str):
        if not os.path.exists(fname):
            raise FileNotFoundError(f"{fname} doesn't exist")
        elif not os.path.getsize(fname):
            raise RuntimeError(f'{fname} is an empty file')
    if isinstance(fname, configparser.RawConfigParser):
        parser = fname
    else:
        try:
            parser = configparser.ConfigParser(defaults)
            if hasattr(fname, 'readline'):
                parser.read_file(fname)
            else:
                parser.read(fname, encoding=io.text_encoding(encoding) if encoding is not None else None)
        except configparser.ParsingError as e:
            raise RuntimeError(f'{fname} is invalid: {e}')
    formatters = _create_formatters(parser)
    with logging._lock:
        _clear_existing()
        handlers = _install_handlers(parser, formatters)
        _install_loggers(parser, handlers, disable_existing_loggers)


def _resolve(name):
    parts = name.split('.')
    used = parts.pop(0)
    found = __import__(used)
    for part in parts:
        used += '.' + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(used)
            found = getattr(found, part)
    return found


def _names(text):
    return [name.strip() for name in text.split(',')]


def _create_formatters(parser):
    names = parser['formatters']['keys']
    formatters = {}
    for name in _names(names) if names else ():
        section = parser['formatter_' + name]
        name_of = functools.partial(parser.get, 'formatter_' + name)
        fmt = name_of('format', raw=True, fallback=None)
        datefmt = name_of('datefmt', raw=True, fallback=None)
        style = name_of('style', raw=True, fallback='%')
        defaults = name_of('defaults', raw=True, fallback=None)
        class_name = section.get('class')
        make = _resolve(class_name) if class_name else logging.Formatter
        if defaults is not None:
            formatters[name] = make(fmt, datefmt, style, defaults=eval(defaults, vars(logging)))
        else:
            formatters[name] = make(fmt, datefmt, style)
    return formatters


def _install_handlers(parser, formatters):
    names = parser['handlers']['keys']
    handlers = {}
    targets = []
    for name in _names(names) if names else ():
        section = parser['handler_' + name]
        class_name = section['class']
        try:
            klass = eval(class_name, vars(logging))
        except (AttributeError, NameError):
            klass = _resolve(class_name)
        args = eval(section.get('args', '()'), vars(logging))
        kwargs = eval(section.get('kwargs', '{}'), vars(logging))
        handler = klass(*args, **kwargs)
        handler.name = name
        if 'level' in section:
            handler.setLevel(section['level'])
        fmt = section.get('formatter', '')
        if fmt:
            handler.setFormatter(formatters[fmt])
        if issubclass(klass, logging.handlers.MemoryHandler):
            target = section.get('target', '')
            if target:
                targets.append((handler, target))
        handlers[name] = handler
    for handler, target in targets:
        handler.setTarget(handlers[target])
    return handlers


def _handle_existing_loggers(existing, child_loggers, disable_existing):
    # Loggers that are not named keep their place, but lose their settings if they are below a named one.
    for name in existing:
        logger = logging.root.manager.loggerDict[name]
        if name in child_loggers:
            if not isinstance(logger, logging.PlaceHolder):
                logger.setLevel(logging.NOTSET)
                logger.handlers = []
                logger.propagate = True
        elif not isinstance(logger, logging.PlaceHolder):
            logger.disabled = disable_existing


def _below(name, existing):
    prefix = name + '.'
    return [other for other in existing if other.startswith(prefix)]


def _install_loggers(parser, handlers, disable_existing):
    names = _names(parser['loggers']['keys'])
    names.remove('root')
    section = parser['logger_root']
    root = logging.root
    if 'level' in section:
        root.setLevel(section['level'])
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    for name in _names(section['handlers']) if section['handlers'] else ():
        root.addHandler(handlers[name])
    existing = sorted(root.manager.loggerDict)
    child_loggers = []
    for name in names:
        section = parser['logger_' + name]
        qualified = section['qualname']
        propagate = section.getint('propagate', fallback=1)
        logger = logging.getLogger(qualified)
        if qualified in existing:
            child_loggers.extend(_below(qualified, existing))
            existing.remove(qualified)
        if 'level' in section:
            logger.setLevel(section['level'])
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        logger.propagate = propagate
        logger.disabled = 0
        for handler in _names(section['handlers']) if section['handlers'] else ():
            logger.addHandler(handlers[handler])
    _handle_existing_loggers(existing, child_loggers, disable_existing)


def _clear_existing():
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


def valid_ident(s):
    if not IDENTIFIER.match(s):
        raise ValueError(f'Not a valid Python identifier: {s!r}')
    return True


class ConvertingMixin:
    """A container whose items are converted when they are read."""

    def convert_with_key(self, key, value, replace=True):
        result = self.configurator.convert(value)
        if value is not result:
            if replace:
                self[key] = result
            if type(result) in (ConvertingDict, ConvertingList, ConvertingTuple):
                result.parent = self
                result.key = key
        return result

    def convert(self, value):
        result = self.configurator.convert(value)
        if value is not result and type(result) in (ConvertingDict, ConvertingList, ConvertingTuple):
            result.parent = self
        return result


class ConvertingDict(dict, ConvertingMixin):
    def __getitem__(self, key):
        return self.convert_with_key(key, dict.__getitem__(self, key))

    def get(self, key, default=None):
        return self.convert_with_key(key, dict.get(self, key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, dict.pop(self, key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    def __getitem__(self, key):
        return self.convert_with_key(key, list.__getitem__(self, key))

    def pop(self, idx=-1):
        return self.convert(list.pop(self, idx))


class ConvertingTuple(tuple, ConvertingMixin):
    def __getitem__(self, key):
        return self.convert_with_key(key, tuple.__getitem__(self, key), replace=False)


class BaseConfigurator:
    """Resolves what values of a configuration refer to."""

    CONVERT_PATTERN = re.compile(r'^(?P<prefix>[a-z]+)://(?P<suffix>.*)$')
    WORD_PATTERN = re.compile(r'^\s*(\w+)\s*')
    DOT_PATTERN = re.compile(r'^\.\s*(\w+)\s*')
    INDEX_PATTERN = re.compile(r'^\[([^\[\]]*)\]\s*')
    DIGIT_PATTERN = re.compile(r'^\d+$')

    value_converters = {'ext': 'ext_convert', 'cfg': 'cfg_convert'}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, s):
        """Return what a dotted name stands for, importing modules on the way."""
        parts = s.split('.')
        used = parts.pop(0)
        try:
            found = self.importer(used)
            for part in parts:
                used += '.' + part
                try:
                    found = getattr(found, part)
                except AttributeError:
                    self.importer(used)
                    found = getattr(found, part)
            return found
        except ImportError as e:
            raise ValueError(f'Cannot resolve {s!r}: {e}') from e

    def ext_convert(self, value):
        return self.resolve(value)

    def cfg_convert(self, value):
        rest = value
        match = self.WORD_PATTERN.match(rest)
        if match is None:
            raise ValueError(f'Unable to convert {value!r}')
        rest = rest[match.end():]
        found = self.config[match.groups()[0]]
        while rest:
            match = self.DOT_PATTERN.match(rest)
            if match:
                found = found[match.groups()[0]]
            else:
                match = self.INDEX_PATTERN.match(rest)
                if match:
                    key = match.groups()[0]
                    if not self.DIGIT_PATTERN.match(key):
                        found = found[key]
                    else:
                        try:
                            found = found[int(key)]
                        except TypeError:
                            found = found[key]
            if match:
                rest = rest[match.end():]
            else:
                raise ValueError(f'Unable to convert {value!r} at {rest!r}')
        return found

    def convert(self, value):
        """Return a value with what it refers to; containers convert their items when they are read."""
        if not isinstance(value, ConvertingDict) and isinstance(value, dict):
            value = ConvertingDict(value)
            value.configurator = self
        elif not isinstance(value, ConvertingList) and isinstance(value, list):
            value = ConvertingList(value)
            value.configurator = self
        elif not isinstance(value, ConvertingTuple) and isinstance(value, tuple) and not hasattr(value, '_fields'):
            value = ConvertingTuple(value)
            value.configurator = self
        elif isinstance(value, str):
            match = self.CONVERT_PATTERN.match(value)
            if match:
                converter = self.value_converters.get(match['prefix'])
                if converter:
                    value = getattr(self, converter)(match['suffix'])
        return value

    def configure_custom(self, config):
        """Make an object with the callable under '()'."""
        make = config.pop('()')
        if not callable(make):
            make = self.resolve(make)
        kwargs = {key: config[key] for key in config if key != '.' and valid_ident(key)}
        result = make(**kwargs)
        properties = config.pop('.', None)
        if properties:
            for name, value in properties.items():
                setattr(result, name, value)
        return result

    def as_tuple(self, value):
        return tuple(value) if isinstance(value, list) else value


def _is_queue_like(obj):
    return isinstance(obj, logging.handlers.queue.Queue) or all([callable(getattr(obj, name, None)) for name in ('empty', 'full', 'get', 'put', 'put_nowait', 'join', 'qsize') if name != 'join'])


class DictConfigurator(BaseConfigurator):
    """Sets logging up as a dictionary says."""

    def configure(self):
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config['version'] != 1:
            raise ValueError(f'Unsupported version: {config["version"]}')
        incremental = config.pop('incremental', False)
        empty = {}
        with logging._lock:
            if incremental:
                handlers = config.get('handlers', empty)
                for name in handlers:
                    if name not in logging._handlers:
                        raise ValueError(f'No handler found with name {name!r}')
                    try:
                        level = handlers[name].get('level', None)
                        if level:
                            logging._handlers[name].setLevel(logging._checkLevel(level))
                    except Exception as e:
                        raise ValueError(f'Unable to configure handler {name!r}') from e
                loggers = config.get('loggers', empty)
                for name in loggers:
                    try:
                        self.configure_logger(name, loggers[name], True)
                    except Exception as e:
                        raise ValueError(f'Unable to configure logger {name!r}') from e
                root = config.get('root', None)
                if root:
                    try:
                        self.configure_root(root, True)
                    except Exception as e:
                        raise ValueError('Unable to configure root logger') from e
                return
            disable_existing = config.pop('disable_existing_loggers', True)
            _clear_existing()
            for section, make in (('formatters', self.configure_formatter), ('filters', self.configure_filter)):
                made = config.get(section, empty)
                for name in made:
                    try:
                        made[name] = make(made[name])
                    except Exception as e:
                        raise ValueError(f'Unable to configure {section[:-1]} {name!r}') from e
            self._configure_handlers(config.get('handlers', empty))
            root = logging.root
            existing = sorted(root.manager.loggerDict)
            child_loggers = []
            loggers = config.get('loggers', empty)
            for name in loggers:
                if name in existing:
                    child_loggers.extend(_below(name, existing))
                    existing.remove(name)
                try:
                    self.configure_logger(name, loggers[name])
                except Exception as e:
                    raise ValueError(f'Unable to configure logger {name!r}') from e
            _handle_existing_loggers(existing, child_loggers, disable_existing)
            root = config.get('root', None)
            if root:
                try:
                    self.configure_root(root)
                except Exception as e:
                    raise ValueError('Unable to configure root logger') from e

    def _configure_handlers(self, handlers):
        deferred = []
        for name in sorted(handlers):
            try:
                handler = self.configure_handler(handlers[name])
                handler.name = name
                handlers[name] = handler
            except Exception as e:
                # It may need a handler that is not made yet.
                if ' not configured yet' in str(e.__cause__):
                    deferred.append(name)
                else:
                    raise ValueError(f'Unable to configure handler {name!r}') from e
        for name in deferred:
            try:
                handler = self.configure_handler(handlers[name])
                handler.name = name
                handlers[name] = handler
            except Exception as e:
                raise ValueError(f'Unable to configure handler {name!r}') from e

    def configure_formatter(self, config):
        if '()' in config:
            make = config['()']
            try:
                return self.configure_custom(config)
            except TypeError as e:
                if "'format'" not in str(e):
                    raise
                # The parameter of logging.Formatter has another name than the entry.
                config['fmt'] = config.pop('format')
                config['()'] = make
                return self.configure_custom(config)
        fmt = config.get('format', None)
        datefmt = config.get('datefmt', None)
        style = config.get('style', '%')
        class_name = config.get('class', None)
        defaults = config.get('defaults', None)
        make = _resolve(class_name) if class_name else logging.Formatter
        kwargs = {}
        if defaults is not None:
            kwargs['defaults'] = defaults
        if 'validate' in config:
            return make(fmt, datefmt, style, config['validate'], **kwargs)
        return make(fmt, datefmt, style, **kwargs)

    def configure_filter(self, config):
        if '()' in config:
            return self.configure_custom(config)
        return logging.Filter(config.get('name', ''))

    def add_filters(self, filterer, filters):
        for f in filters:
            try:
                if callable(f) or callable(getattr(f, 'filter', None)):
                    found = f
                else:
                    found = self.config['filters'][f]
                filterer.addFilter(found)
            except Exception as e:
                raise ValueError(f'Unable to add filter {f!r}') from e

    def _configure_queue_handler(self, klass, **kwargs):
        given = kwargs.pop('queue', None)
        if given is None:
            given = logging.handlers.queue.Queue()
        respect = kwargs.pop('respect_handler_level', False)
        make_listener = kwargs.pop('listener', None) or logging.handlers.QueueListener
        handlers = kwargs.pop('handlers', [])
        listener = make_listener(given, *handlers, respect_handler_level=respect)
        handler = klass(given, **kwargs)
        handler.listener = listener
        return handler

    def configure_handler(self, config):
        config_before = dict(config)
        formatter = config.get('formatter', None)
        if formatter:
            try:
                formatter = self.config['formatters'][formatter]
            except Exception as e:
                raise ValueError(f'Unable to set formatter {formatter!r}') from e
        level = config.pop('level', None)
        filters = config.pop('filters', None)
        config.pop('formatter', None)
        if '()' in config:
            make = config.pop('()')
            if not callable(make):
                make = self.resolve(make)
        else:
            name = config.pop('class')
            klass = name if callable(name) else self.resolve(name)
            make = klass
            if issubclass(klass, logging.handlers.MemoryHandler):
                if 'flushLevel' in config:
                    config['flushLevel'] = logging._checkLevel(config['flushLevel'])
                if 'target' in config:
                    try:
                        name = config['target']
                        target = self.config['handlers'][name]
                        if not isinstance(target, logging.Handler):
                            config.update(config_before)
                            raise TypeError('target not configured yet')
                        config['target'] = target
                    except Exception as e:
                        raise ValueError(f'Unable to set target handler {name!r}') from e
            elif issubclass(klass, logging.handlers.QueueHandler):
                self._prepare_queue_handler(config, config_before)
                make = functools.partial(self._configure_queue_handler, klass)
        kwargs = {key: config[key] for key in config if key != '.' and valid_ident(key)}
        try:
            result = make(**kwargs)
        except TypeError as e:
            if "'stream'" not in str(e):
                raise
            kwargs['strm'] = kwargs.pop('stream')
            result = make(**kwargs)
        if formatter:
            result.setFormatter(formatter)
        if level is not None:
            result.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(result, filters)
        properties = config.pop('.', None)
        if properties:
            for name, value in properties.items():
                setattr(result, name, value)
        return result

    def _prepare_queue_handler(self, config, before):
        if 'queue' in config:
            given = config['queue']
            if isinstance(given, str):
                made = self.resolve(given)
                if not callable(made):
                    raise TypeError(f'Invalid queue specifier {given!r}')
                config['queue'] = made()
            elif isinstance(given, dict):
                if '()' not in given:
                    raise TypeError(f'Invalid queue specifier {given!r}')
                config['queue'] = self.configure_custom(dict(given))
            elif not _is_queue_like(given):
                raise TypeError(f'Invalid queue specifier {given!r}')
        if 'listener' in config:
            given = config['listener']
            if isinstance(given, type):
                if not issubclass(given, logging.handlers.QueueListener):
                    raise TypeError(f'Invalid listener specifier {given!r}')
            elif isinstance(given, str):
                listener = self.resolve(given)
                if isinstance(listener, type) and not issubclass(listener, logging.handlers.QueueListener):
                    raise TypeError(f'Invalid listener specifier {given!r}')
                config['listener'] = listener
            elif isinstance(given, dict):
                if '()' not in given:
                    raise TypeError(f'Invalid listener specifier {given!r}')
                config['listener'] = self.configure_custom(dict(given))
            else:
                raise TypeError(f'Invalid listener specifier {given!r}')
        if 'handlers' in config:
            handlers = []
            try:
                for name in config['handlers']:
                    handler = self.config['handlers'][name]
                    if not isinstance(handler, logging.Handler):
                        config.update(before)
                        raise TypeError(f'Required handler {name!r} is not configured yet')
                    handlers.append(handler)
            except Exception as e:
                raise ValueError(f'Unable to set required handler {name!r}') from e
            config['handlers'] = handlers

    def add_handlers(self, logger, handlers):
        for handler in handlers:
            try:
                logger.addHandler(self.config['handlers'][handler])
            except Exception as e:
                raise ValueError(f'Unable to add handler {handler!r}') from e

    def common_logger_config(self, logger, config, incremental=False):
        level = config.get('level', None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if not incremental:
            for handler in logger.handlers[:]:
                logger.removeHandler(handler)
            handlers = config.get('handlers', None)
            if handlers:
                self.add_handlers(logger, handlers)
            filters = config.get('filters', None)
            if filters:
                self.add_filters(logger, filters)

    def configure_logger(self, name, config, incremental=False):
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        propagate = config.get('propagate', None)
        if propagate is not None:
            logger.propagate = propagate

    def configure_root(self, config, incremental=False):
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Set logging up as a dictionary says."""
    dictConfigClass(config).configure()


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    raise NotImplementedError('logging.config.listen() needs sockets, which are not part of MiniScript')


def stopListening():
    """Stop listen(), which never listens here."""
