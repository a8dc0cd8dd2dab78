text = 'lower case'
