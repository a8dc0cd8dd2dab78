print('slow runs')
loaded = True
