real = 'real attribute'
def __getattr__(name):
    if name == 'forbidden':
        raise AttributeError(f'no {name} in {__name__}')
    return f'dynamic {name}'
