value = 'late'
