try:
    import does_not_exist
except ImportError as e:
    result = f'fallback: {e}'
else:
    result = 'real'
