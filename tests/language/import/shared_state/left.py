import state
def add(x): state.log.append(x)
def bump(): state.count += 1
def read(): return state.count
def make(): return state.Base()
def fail(): raise state.AppError('from left')
