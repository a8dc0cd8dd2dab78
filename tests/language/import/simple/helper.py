"""Helper module."""
print('helper body runs', __name__)
VALUE = 42
_private = 'private'
_count = 0

def double(x):
    return x * 2

def counter():
    global _count
    _count += 1
    return _count

def get_value():
    return VALUE

class Thing:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return f'Thing({self.n})'
