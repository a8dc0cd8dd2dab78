import state
from state import log
def add(x): log.append(x)
def read(): return state.count
def replace(): state.log = ['replaced']
