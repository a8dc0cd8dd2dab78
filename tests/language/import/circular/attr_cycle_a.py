import attr_cycle_b
x = 1
