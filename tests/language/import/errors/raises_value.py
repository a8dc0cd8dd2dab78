raise ValueError('from the inner module')
