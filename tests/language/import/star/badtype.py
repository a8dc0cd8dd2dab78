__all__ = ()
value = 1
