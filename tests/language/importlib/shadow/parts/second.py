import parts
here = __file__.rpartition('/')[0].rpartition('/')[0]
def show(call):
    try:
        print(call())
    except (ImportError, AttributeError) as error:
        print(type(error).__name__, str(error).replace(here, ''))
def name():
    from parts.first import name
show(lambda: parts.first)
show(lambda: parts.second)
show(name)
