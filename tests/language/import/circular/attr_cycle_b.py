import attr_cycle_a
y = attr_cycle_a.x
