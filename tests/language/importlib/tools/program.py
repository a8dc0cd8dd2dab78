import sys
seen = [__name__, __file__.rpartition('/')[2], sys.argv[0].rpartition('/')[2], __name__ in sys.modules, globals().get('given')]
value = 3
