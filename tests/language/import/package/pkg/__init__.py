print('init', __name__)
from . import util
from .util import helper
name = 'the package'
__all__ = ['exported']
def exported():
    return helper('exported')
def hidden():
    pass
