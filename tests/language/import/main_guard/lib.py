ran_as_main = __name__ == '__main__'
if __name__ == '__main__':
    print('lib is main')
def peek():
    import __main__
    return __main__.value
