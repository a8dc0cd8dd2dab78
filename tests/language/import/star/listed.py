__all__ = ['listed_name', '_listed_private']
listed_name = 'listed'
_listed_private = 'private but listed'
not_listed = 'absent'
