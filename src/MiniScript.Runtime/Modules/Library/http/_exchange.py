"""What stands for the socket of a connection with TLS: the client of the module http."""

import io
import re
from http.client import BadStatusLine, InvalidURL, RemoteDisconnected

import _http


def _fail(stage, message):
    # The exception for a stage at which an exchange failed.
    if stage == 'resolve':
        return OSError(-2, 'Name or service not known')
    if stage == 'connect':
        if 'refused' in message:
            return ConnectionRefusedError(111, 'Connection refused')
        return OSError(113, message)
    if stage == 'timeout':
        return TimeoutError('timed out')
    if stage == 'closed':
        return RemoteDisconnected('Remote end closed connection without response')
    if stage == 'url':
        return InvalidURL(message)
    if stage == 'tls':
        return OSError(1, message)
    return BadStatusLine(message)


class Exchange:
    """Collects the request, and exchanges it when the response is read."""

    def __init__(self, place, timeout):
        self._place = place
        self._timeout = timeout
        self._sent = bytearray()

    def sendall(self, data):
        self._sent += data

    def makefile(self, mode='rb', buffering=-1):
        head, _, body = bytes(self._sent).partition(b'\r\n\r\n')
        self._sent.clear()
        request, *lines = head.split(b'\r\n')
        method, url, _ = request.decode('ascii').split(' ')
        if url.startswith(('http://', 'https://')):
            raise NotImplementedError('requests through proxies are not part of MiniScript')
        fields = []
        for line in re.sub(rb'\r?\n[ \t]+', b' ', b'\n'.join(lines)).decode('latin-1').split('\n'):
            name, _, value = line.partition(': ')
            if name.lower() == 'transfer-encoding':
                body = self._joined(body)
            elif name and name.lower() not in ('connection', 'content-length', 'host'):
                fields += name, value
        url = url if url[0] == '/' else '/' + url
        outcome = _http.exchange(f'https://{self._place}{url}', method, body, fields, self._timeout, True)
        if outcome[0] != 'response':
            raise _fail(*outcome)
        _, status, reason, names, body, _ = outcome
        lines = [f'HTTP/1.1 {status} {reason}']
        for name, value in zip(names[::2], names[1::2]):
            if name.lower() == 'transfer-encoding' and body is not None:
                value = 'chunked'
                body = b'%x\r\n%s\r\n0\r\n\r\n' % (len(body), body) if body else b'0\r\n\r\n'
            lines.append(f'{name}: {value}')
        return io.BufferedReader(io.BytesIO('\r\n'.join(lines + ['', '']).encode('latin-1') + body))

    @staticmethod
    def _joined(body):
        parts = []
        while body:
            size, _, body = body.partition(b'\r\n')
            size = int(size, 16)
            parts.append(body[:size])
            body = body[size + 2:]
        return b''.join(parts)

    def close(self):
        pass
