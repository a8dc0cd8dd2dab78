print('util', __name__, __package__)
def helper(x):
    return ('helped', x)
