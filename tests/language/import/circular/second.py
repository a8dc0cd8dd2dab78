print('second starts')
import first
print('second sees first', hasattr(first, 'value'), first.__name__)
value = 'second value'
def call():
    return first.value
print('second ends')
