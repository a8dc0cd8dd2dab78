names = [k for k in globals() if k not in ('__cached__',)]
