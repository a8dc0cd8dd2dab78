print('lazy', __name__)
value = 'lazy value'
