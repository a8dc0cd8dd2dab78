"""What receives the events of transports."""

__all__ = ('BaseProtocol', 'Protocol', 'DatagramProtocol', 'SubprocessProtocol', 'BufferedProtocol')


class BaseProtocol:
    """What all protocols have."""

    __slots__ = ()

    def connection_made(self, transport):
        """The connection is there."""

    def connection_lost(self, exc):
        """The connection is gone: exc is None after a regular end."""

    def pause_writing(self):
        """The transport's buffer has passed its high mark."""

    def resume_writing(self):
        """The transport's buffer is at its low mark again."""


class Protocol(BaseProtocol):
    """Of streams."""

    __slots__ = ()

    def data_received(self, data):
        """Bytes have come."""

    def eof_received(self):
        """The other side writes no more; true keeps the transport open."""


class BufferedProtocol(BaseProtocol):
    """Of streams, with buffers of its own."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """A buffer to receive into."""

    def buffer_updated(self, nbytes):
        """So many bytes have come into the buffer."""

    def eof_received(self):
        """The other side writes no more; true keeps the transport open."""


class DatagramProtocol(BaseProtocol):
    """Of datagrams."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """A datagram has come."""

    def error_received(self, exc):
        """Sending or receiving has failed."""


class SubprocessProtocol(BaseProtocol):
    """Of processes."""

    __slots__ = ()

    def pipe_data_received(self, fd, data):
        """The process has written to its descriptor fd."""

    def pipe_connection_lost(self, fd, exc):
        """The pipe at the process's descriptor fd is closed."""

    def process_exited(self):
        """The process has ended."""


def _feed_data_to_buffered_proto(proto, data):
    left = memoryview(data)
    while left:
        buffer = proto.get_buffer(len(left))
        room = len(buffer)
        if not room:
            raise RuntimeError('get_buffer() returned an empty buffer')
        count = min(room, len(left))
        buffer[:count] = left[:count]
        proto.buffer_updated(count)
        left = left[count:]
