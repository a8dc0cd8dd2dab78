import sys
seen = __name__, __package__, sys.argv[0].rpartition('/')[2]
