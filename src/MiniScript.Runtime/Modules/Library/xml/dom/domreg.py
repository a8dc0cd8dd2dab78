"""Implementations of the model."""

well_known_implementations = {'minidom': 'xml.dom.minidom'}
registered = {}


def registerDOMImplementation(name, factory):
    """Add an implementation."""
    registered[name] = factory


def getDOMImplementation(name=None, features=()):
    """The implementation of a name, or one with features."""
    if isinstance(features, str):
        features = _parse_feature_string(features)
    module = well_known_implementations.get(name)
    if module:
        return __import__(module, {}, {}, ['getDOMImplementation']).getDOMImplementation()
    if name:
        return registered[name]()
    for factory in [*registered.values(), *[
            __import__(module, {}, {}, ['getDOMImplementation']).getDOMImplementation for module in well_known_implementations.values()]]:
        implementation = factory()
        if all(implementation.hasFeature(feature, version) for feature, version in features):
            return implementation
    raise ImportError('no suitable DOM implementation found')


def _parse_feature_string(text):
    features = []
    for word in text.split():
        if word[0].isdigit():
            if not features:
                raise ValueError('bad feature name: %r' % (word,))
            features[-1] = features[-1][0], word
        else:
            features.append((word, None))
    return tuple(features)
