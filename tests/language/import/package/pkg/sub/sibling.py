from .. import util, name as parent_name
relative_value = util.helper('sibling')
try:
    from ...pkg import util as beyond
except ImportError as e:
    print(e)
