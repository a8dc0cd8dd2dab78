from late import thing
other = 1
