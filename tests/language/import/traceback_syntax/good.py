x = 'good'
