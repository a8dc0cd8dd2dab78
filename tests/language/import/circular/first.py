print('first starts')
import second
value = 'first value'
def call():
    return second.value
print('first ends')
