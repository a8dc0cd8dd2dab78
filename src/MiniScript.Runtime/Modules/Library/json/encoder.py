"""JSON text from objects."""

from json import JSONEncoder

__all__ = ['JSONEncoder']
