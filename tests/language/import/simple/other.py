print('other body runs')
thing = 'the thing'
