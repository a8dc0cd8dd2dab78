"""A simulated operating-system kernel passing packets between tasks: method dispatch and state.

The workload is the one Martin Richards designed; the two counters it ends with are known in advance, so a run
checks itself.
"""

import sys

# Task identities.
IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
TASK_COUNT = 6

# Packet kinds.
DEVICE_PACKET, WORK_PACKET = 0, 1

PACKET_SIZE = 4
EXPECTED_QUEUED = 2322
EXPECTED_HELD = 928


class Packet:
    def __init__(self, link, identity, kind):
        self.link = link
        self.identity = identity
        self.kind = kind
        self.datum = 0
        self.data = [0] * PACKET_SIZE

    def append_to(self, queue):
        """Put this packet at the end of the linked `queue` and return the queue's head."""
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    """One simulated process: its state flags, its packet queue and its behaviour in `run`."""

    def __init__(self, scheduler, identity, priority, queue):
        self.scheduler = scheduler
        self.link = scheduler.tasks
        self.identity = identity
        self.priority = priority
        self.queue = queue
        self.packet_pending = queue is not None
        self.waiting = True
        self.held = False
        scheduler.tasks = self
        scheduler.table[identity] = self

    def is_blocked(self):
        return self.held or (self.waiting and not self.packet_pending)

    def is_waiting_with_packet(self):
        return self.packet_pending and self.waiting and not self.held

    def set_running(self):
        self.packet_pending = self.waiting = self.held = False
        return self

    def run_once(self):
        packet = None
        if self.is_waiting_with_packet():
            packet = self.queue
            self.queue = packet.link
            self.set_running()
            self.packet_pending = self.queue is not None
        return self.run(packet)

    def accept(self, packet, sender):
        """Queue `packet`; return the task that should run next."""
        if self.queue is None:
            self.queue = packet
            self.packet_pending = True
            if self.priority > sender.priority:
                return self
        else:
            packet.append_to(self.queue)
        return sender

    def run(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    """Releases one of the two devices at a time, chosen by a shift register."""

    def __init__(self, scheduler, count):
        super().__init__(scheduler, IDLE, 0, None)
        self.set_running()
        self.control = 1
        self.count = count

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold_current()
        if self.control & 1 == 0:
            self.control //= 2
            return self.scheduler.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.scheduler.release(DEVICE_B)


class WorkerTask(Task):
    """Fills packets with letters and sends them to the two handlers in turn."""

    def __init__(self, scheduler, queue):
        super().__init__(scheduler, WORKER, 1000, queue)
        self.destination = HANDLER_A
        self.letter = 0

    def run(self, packet):
        if packet is None:
            return self.scheduler.wait_current()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.identity = self.destination
        packet.datum = 0
        for i in range(PACKET_SIZE):
            self.letter = self.letter % 26 + 1
            packet.data[i] = ord("A") + self.letter - 1
        return self.scheduler.send(packet)


class HandlerTask(Task):
    """Hands the characters of work packets to a device, one device packet each."""

    def __init__(self, scheduler, identity, priority, queue, device):
        super().__init__(scheduler, identity, priority, queue)
        self.device = device
        self.work_in = None
        self.device_in = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work_in = packet.append_to(self.work_in)
            else:
                self.device_in = packet.append_to(self.device_in)

        work = self.work_in
        if work is not None:
            if work.datum >= PACKET_SIZE:
                self.work_in = work.link
                return self.scheduler.send(work)
            outgoing = self.device_in
            if outgoing is not None:
                self.device_in = outgoing.link
                outgoing.datum = work.data[work.datum]
                work.datum += 1
                outgoing.identity = self.device
                return self.scheduler.send(outgoing)
        return self.scheduler.wait_current()


class DeviceTask(Task):
    """Holds one packet until the idle task releases it, then sends it back."""

    def __init__(self, scheduler, identity, priority):
        super().__init__(scheduler, identity, priority, None)
        self.pending = None

    def run(self, packet):
        if packet is not None:
            self.pending = packet
            return self.scheduler.hold_current()
        finished = self.pending
        if finished is None:
            return self.scheduler.wait_current()
        self.pending = None
        return self.scheduler.send(finished)


class Scheduler:
    def __init__(self):
        self.tasks = None
        self.table = [None] * TASK_COUNT
        self.current = None
        self.queued = 0
        self.held = 0

    def schedule(self):
        task = self.tasks
        while task is not None:
            if task.is_blocked():
                task = task.link
            else:
                self.current = task
                task = task.run_once()

    def send(self, packet):
        """Deliver `packet` to the task it names, stamped with the sender's identity."""
        self.queued += 1
        current = self.current
        target = self.table[packet.identity]
        packet.link = None
        packet.identity = current.identity
        return target.accept(packet, current)

    def hold_current(self):
        self.held += 1
        self.current.held = True
        return self.current.link

    def wait_current(self):
        self.current.waiting = True
        return self.current

    def release(self, identity):
        task = self.table[identity]
        task.held = False
        return task if task.priority > self.current.priority else self.current


def device_packets(device):
    queue = None
    for _ in range(3):
        queue = Packet(queue, device, DEVICE_PACKET)
    return queue


def simulate():
    scheduler = Scheduler()
    IdleTask(scheduler, 1000)
    work = Packet(None, HANDLER_A, WORK_PACKET)
    work = Packet(work, HANDLER_A, WORK_PACKET)
    WorkerTask(scheduler, work)
    HandlerTask(scheduler, HANDLER_A, 2000, device_packets(DEVICE_A), DEVICE_A)
    HandlerTask(scheduler, HANDLER_B, 3000, device_packets(DEVICE_B), DEVICE_B)
    DeviceTask(scheduler, DEVICE_A, 4000)
    DeviceTask(scheduler, DEVICE_B, 5000)
    scheduler.schedule()
    return scheduler.queued, scheduler.held


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    total = 0
    for _ in range(rounds):
        queued, held = simulate()
        assert (queued, held) == (EXPECTED_QUEUED, EXPECTED_HELD), (queued, held)
        total += queued + held
    print(rounds, total)


if __name__ == "__main__":
    main()
