from . import sibling
from .. import name as parent_name
from ..util import helper
from .sibling import relative_value as rv
def where():
    return (__name__, parent_name, helper(rv), sibling.__name__)
