from settings import load
SETTINGS = load('port')
