DEFAULTS = {'host': 'localhost'}
def load(key):
    return DEFAULTS[key]
