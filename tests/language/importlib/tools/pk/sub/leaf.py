class Class:
    attribute = 'attr'
