from tools.divide import divide

def run(values):
    return [divide(6, v) for v in values]
