"""An incremental solver for a hierarchy of one-way constraints: deep class trees and virtual calls.

The solver keeps a *plan graph*: every enforced constraint has chosen a method that computes one of its variables from
the others, stronger constraints before weaker ones. Adding or removing a constraint changes only the part of the graph
downstream of it. The scheme is DeltaBlue, by Freeman-Benson, Maloney and Borning.
"""

import sys


class Strength:
    """How much a constraint matters; a smaller `rank` wins."""

    def __init__(self, rank, name):
        self.rank = rank
        self.name = name

    def stronger_than(self, other):
        return self.rank < other.rank

    def weaker_than(self, other):
        return self.rank > other.rank

    @staticmethod
    def weakest_of(a, b):
        return a if a.weaker_than(b) else b

    def next_weaker(self):
        return STRENGTHS[self.rank + 1]


REQUIRED = Strength(0, "required")
STRONG_PREFERRED = Strength(1, "strong preferred")
PREFERRED = Strength(2, "preferred")
STRONG_DEFAULT = Strength(3, "strong default")
NORMAL = Strength(4, "normal")
WEAK_DEFAULT = Strength(5, "weak default")
WEAKEST = Strength(6, "weakest")
STRENGTHS = [REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST]


class Variable:
    """A value, the constraints on it, and which of them determines it now."""

    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walk_strength = WEAKEST
        self.stay = True

    def remove_constraint(self, constraint):
        self.constraints.remove(constraint)
        if self.determined_by is constraint:
            self.determined_by = None


class Constraint:
    """What all constraints share; subclasses choose methods and compute outputs."""

    def __init__(self, strength):
        self.strength = strength

    def is_input(self):
        return False

    def add_to(self, planner):
        self.add_to_graph()
        planner.add(self)

    def destroy(self, planner):
        if self.is_satisfied():
            planner.remove(self)
        else:
            self.remove_from_graph()

    def satisfy(self, mark, planner):
        """Enforce this constraint if it can be; return the constraint that it overrides, if any."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength is REQUIRED:
                raise ValueError("a required constraint cannot be satisfied")
            return None
        self.mark_inputs(mark)
        output = self.output()
        overridden = output.determined_by
        if overridden is not None:
            overridden.mark_unsatisfied()
        output.determined_by = self
        if not planner.propagate(self, mark):
            raise ValueError("the constraints form a cycle")
        output.mark = mark
        return overridden


class UnaryConstraint(Constraint):
    """Determines a single variable."""

    def __init__(self, variable, strength, planner):
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False
        self.add_to(planner)

    def add_to_graph(self):
        self.variable.constraints.append(self)
        self.satisfied = False

    def remove_from_graph(self):
        self.variable.remove_constraint(self)
        self.satisfied = False

    def choose_method(self, mark):
        self.satisfied = (self.variable.mark != mark
                          and self.strength.stronger_than(self.variable.walk_strength))

    def is_satisfied(self):
        return self.satisfied

    def mark_unsatisfied(self):
        self.satisfied = False

    def mark_inputs(self, mark):
        pass

    def inputs_known(self, mark):
        return True

    def output(self):
        return self.variable

    def recalculate(self):
        self.variable.walk_strength = self.strength
        self.variable.stay = not self.is_input()
        if self.variable.stay:
            self.execute()

    def execute(self):
        pass


class StayConstraint(UnaryConstraint):
    """The variable keeps its value."""


class EditConstraint(UnaryConstraint):
    """The variable is set from outside."""

    def is_input(self):
        return True


class BinaryConstraint(Constraint):
    """Determines one of two variables from the other, in either direction."""

    FORWARD, BACKWARD = 1, -1

    def __init__(self, first, second, strength, planner):
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = 0
        self.add_to(planner)

    def add_to_graph(self):
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.direction = 0

    def remove_from_graph(self):
        self.first.remove_constraint(self)
        self.second.remove_constraint(self)
        self.direction = 0

    def choose_method(self, mark):
        first, second = self.first, self.second
        if first.mark == mark:
            free = second.mark != mark and self.strength.stronger_than(second.walk_strength)
            self.direction = self.FORWARD if free else 0
        elif second.mark == mark:
            free = self.strength.stronger_than(first.walk_strength)
            self.direction = self.BACKWARD if free else 0
        elif first.walk_strength.weaker_than(second.walk_strength):
            free = self.strength.stronger_than(first.walk_strength)
            self.direction = self.BACKWARD if free else 0
        else:
            free = self.strength.stronger_than(second.walk_strength)
            self.direction = self.FORWARD if free else 0

    def is_satisfied(self):
        return self.direction != 0

    def mark_unsatisfied(self):
        self.direction = 0

    def mark_inputs(self, mark):
        self.input().mark = mark

    def inputs_known(self, mark):
        source = self.input()
        return source.mark == mark or source.stay or source.determined_by is None

    def input(self):
        return self.first if self.direction == self.FORWARD else self.second

    def output(self):
        return self.second if self.direction == self.FORWARD else self.first

    def recalculate(self):
        source, target = self.input(), self.output()
        target.walk_strength = Strength.weakest_of(self.strength, source.walk_strength)
        target.stay = source.stay
        if target.stay:
            self.execute()


class EqualConstraint(BinaryConstraint):
    """Both variables have the same value."""

    def execute(self):
        self.output().value = self.input().value


class ScaleConstraint(BinaryConstraint):
    """second = first * scale + offset."""

    def __init__(self, first, scale, offset, second, strength, planner):
        self.scale = scale
        self.offset = offset
        super().__init__(first, second, strength, planner)

    def add_to_graph(self):
        super().add_to_graph()
        self.scale.constraints.append(self)
        self.offset.constraints.append(self)

    def remove_from_graph(self):
        super().remove_from_graph()
        self.scale.remove_constraint(self)
        self.offset.remove_constraint(self)

    def mark_inputs(self, mark):
        super().mark_inputs(mark)
        self.scale.mark = self.offset.mark = mark

    def execute(self):
        if self.direction == self.FORWARD:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source, target = self.input(), self.output()
        target.walk_strength = Strength.weakest_of(self.strength, source.walk_strength)
        target.stay = source.stay and self.scale.stay and self.offset.stay
        if target.stay:
            self.execute()


class Plan:
    """Constraints in an order in which executing them brings every output up to date."""

    def __init__(self):
        self.steps = []

    def execute(self):
        for constraint in self.steps:
            constraint.execute()


class Planner:
    def __init__(self):
        self.last_mark = 0

    def new_mark(self):
        self.last_mark += 1
        return self.last_mark

    def add(self, constraint):
        mark = self.new_mark()
        overridden = constraint.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def remove(self, constraint):
        output = constraint.output()
        constraint.mark_unsatisfied()
        constraint.remove_from_graph()
        unsatisfied = self.release_downstream(output)
        strength = REQUIRED
        while True:
            for candidate in unsatisfied:
                if candidate.strength is strength:
                    self.add(candidate)
            if strength is WEAKEST:
                break
            strength = strength.next_weaker()

    def plan_for(self, sources):
        """Order everything that depends on the input constraints `sources`."""
        mark = self.new_mark()
        plan = Plan()
        pending = [c for c in sources if c.is_input() and c.is_satisfied()]
        while pending:
            constraint = pending.pop()
            output = constraint.output()
            if output.mark != mark and constraint.inputs_known(mark):
                plan.steps.append(constraint)
                output.mark = mark
                self.collect_consumers(output, pending)
        return plan

    def propagate(self, constraint, mark):
        """Recompute strengths downstream of `constraint`; return False when it feeds itself."""
        pending = [constraint]
        while pending:
            current = pending.pop()
            if current.output().mark == mark:
                self.remove(constraint)
                return False
            current.recalculate()
            self.collect_consumers(current.output(), pending)
        return True

    def release_downstream(self, variable):
        variable.determined_by = None
        variable.walk_strength = WEAKEST
        variable.stay = True
        unsatisfied = []
        pending = [variable]
        while pending:
            current = pending.pop()
            for constraint in current.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            determining = current.determined_by
            for constraint in current.constraints:
                if constraint is not determining and constraint.is_satisfied():
                    constraint.recalculate()
                    pending.append(constraint.output())
        return unsatisfied

    @staticmethod
    def collect_consumers(variable, into):
        determining = variable.determined_by
        for constraint in variable.constraints:
            if constraint is not determining and constraint.is_satisfied():
                into.append(constraint)


def change(planner, variable, value):
    """Edit `variable` ten times to `value`, as a user dragging it would."""
    edit = EditConstraint(variable, PREFERRED, planner)
    plan = planner.plan_for([edit])
    for _ in range(10):
        variable.value = value
        plan.execute()
    edit.destroy(planner)


def chain(length):
    """Push 100 values through a chain of equalities."""
    planner = Planner()
    variables = [Variable(f"v{i}") for i in range(length + 1)]
    for left, right in zip(variables, variables[1:]):
        EqualConstraint(left, right, REQUIRED, planner)
    first, last = variables[0], variables[-1]
    StayConstraint(last, STRONG_DEFAULT, planner)
    edit = EditConstraint(first, PREFERRED, planner)
    plan = planner.plan_for([edit])
    for value in range(100):
        first.value = value
        plan.execute()
        assert last.value == value
    edit.destroy(planner)
    return last.value


def projection(size):
    """Map points through a shared scale and offset, edited from both ends."""
    planner = Planner()
    scale = Variable("scale", 10)
    offset = Variable("offset", 1000)
    points = []
    for i in range(size):
        source = Variable(f"source{i}", i)
        target = Variable(f"target{i}", i)
        StayConstraint(source, NORMAL, planner)
        ScaleConstraint(source, scale, offset, target, REQUIRED, planner)
        points.append((source, target))

    source, target = points[-1]
    change(planner, source, 17)
    assert target.value == 1170
    change(planner, target, 1050)
    assert source.value == 5
    change(planner, scale, 5)
    assert all(t.value == s.value * 5 + 1000 for s, t in points[:-1])
    change(planner, offset, 2000)
    assert all(t.value == s.value * 5 + 2000 for s, t in points[:-1])
    return sum(t.value for _, t in points)


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    print(chain(size), projection(size))


if __name__ == "__main__":
    main()
