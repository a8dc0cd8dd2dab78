print('broken runs')
value = 1
1 / 0
