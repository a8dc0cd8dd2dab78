"""The statuses and methods of HTTP."""

from enum import IntEnum, StrEnum

# Code, name, phrase if it is not the name, description.
_STATUSES = """
100|CONTINUE||Go on and send the body
101|SWITCHING_PROTOCOLS||The protocol changes as was asked
102|PROCESSING||
103|EARLY_HINTS||
200|OK|OK|Done; the answer follows
201|CREATED||Something new is at the URL that follows
202|ACCEPTED||Taken up, but not done yet
203|NON_AUTHORITATIVE_INFORMATION|Non-Authoritative Information|The answer comes from a cache
204|NO_CONTENT||Done; there is nothing to send
205|RESET_CONTENT||Done; clear the form
206|PARTIAL_CONTENT||A part of what was asked for follows
207|MULTI_STATUS|Multi-Status|
208|ALREADY_REPORTED||
226|IM_USED|IM Used|
300|MULTIPLE_CHOICES||There are several; choose one
301|MOVED_PERMANENTLY||It has another URL for good
302|FOUND||It has another URL for now
303|SEE_OTHER||The answer is at another URL
304|NOT_MODIFIED||It is as it was at the given time
305|USE_PROXY||It is to be had by way of a proxy only
307|TEMPORARY_REDIRECT||It has another URL for now; repeat the request there
308|PERMANENT_REDIRECT||It has another URL for good; repeat the request there
400|BAD_REQUEST||The request is malformed
401|UNAUTHORIZED||Credentials are needed
402|PAYMENT_REQUIRED||It has to be paid for
403|FORBIDDEN||It is refused, whatever the credentials
404|NOT_FOUND||There is nothing at this URL
405|METHOD_NOT_ALLOWED||The method does not apply to this resource
406|NOT_ACCEPTABLE||There is no form of it that was asked for
407|PROXY_AUTHENTICATION_REQUIRED||Credentials for the proxy are needed
408|REQUEST_TIMEOUT||The request took too long
409|CONFLICT||The request does not fit the present state
410|GONE||It is gone for good
411|LENGTH_REQUIRED||The length of the body has to be told
412|PRECONDITION_FAILED||A condition of the request does not hold
413|CONTENT_TOO_LARGE||The body is too large
414|URI_TOO_LONG|URI Too Long|The URL is too long
415|UNSUPPORTED_MEDIA_TYPE||The body has a format that is not understood
416|RANGE_NOT_SATISFIABLE||There is no such range
417|EXPECTATION_FAILED||What was expected cannot be met
418|IM_A_TEAPOT|I'm a Teapot|A teapot cannot brew coffee
421|MISDIRECTED_REQUEST||This server does not answer for that URL
422|UNPROCESSABLE_CONTENT||
423|LOCKED||
424|FAILED_DEPENDENCY||
425|TOO_EARLY||
426|UPGRADE_REQUIRED||
428|PRECONDITION_REQUIRED||The request has to be conditional
429|TOO_MANY_REQUESTS||There were too many requests in a short time
431|REQUEST_HEADER_FIELDS_TOO_LARGE||The headers are too large
451|UNAVAILABLE_FOR_LEGAL_REASONS||A law forbids it
500|INTERNAL_SERVER_ERROR||The server failed
501|NOT_IMPLEMENTED||The server cannot do this
502|BAD_GATEWAY||Another server gave no valid answer
503|SERVICE_UNAVAILABLE||The server is too busy for now
504|GATEWAY_TIMEOUT||Another server did not answer in time
505|HTTP_VERSION_NOT_SUPPORTED|HTTP Version Not Supported|This version of HTTP is not supported
506|VARIANT_ALSO_NEGOTIATES||
507|INSUFFICIENT_STORAGE||
508|LOOP_DETECTED||
510|NOT_EXTENDED||
511|NETWORK_AUTHENTICATION_REQUIRED||Credentials for the network are needed
"""
_METHODS = {
    'CONNECT': 'Open a tunnel to the server.', 'DELETE': 'Remove what the URL names.', 'GET': 'Fetch what the URL names.',
    'HEAD': 'Fetch the headers alone.', 'OPTIONS': 'Tell what can be done with what the URL names.',
    'PATCH': 'Change parts of what the URL names.', 'POST': 'Give data to what the URL names.', 'PUT': 'Replace what the URL names.',
    'TRACE': 'Send the request back.',
}


class _Status(IntEnum):
    def __new__(cls, value, phrase, description=''):
        status = int.__new__(cls, value)
        status._value_ = value
        status.phrase = phrase
        status.description = description
        return status

    @property
    def is_informational(self):
        return 100 <= self <= 199

    @property
    def is_success(self):
        return 200 <= self <= 299

    @property
    def is_redirection(self):
        return 300 <= self <= 399

    @property
    def is_client_error(self):
        return 400 <= self <= 499

    @property
    def is_server_error(self):
        return 500 <= self <= 599


def _statuses():
    for row in _STATUSES.strip().split('\n'):
        code, name, phrase, description = row.split('|')
        yield name, (int(code), phrase or name.replace('_', ' ').title(), description)
    # Names of old.
    for name, code in (('REQUEST_ENTITY_TOO_LARGE', 413), ('REQUEST_URI_TOO_LONG', 414), ('REQUESTED_RANGE_NOT_SATISFIABLE', 416),
                       ('UNPROCESSABLE_ENTITY', 422)):
        yield name, (code, '')


HTTPStatus = _Status('HTTPStatus', list(_statuses()), module='http')


class _Method(StrEnum):
    def __new__(cls, value, description):
        method = str.__new__(cls, value)
        method._value_ = value
        method.description = description
        return method

    def __repr__(self):
        return f'<{self.__class__.__name__}.{self._name_}>'


HTTPMethod = _Method('HTTPMethod', [(name, (name, text)) for name, text in _METHODS.items()], module='http')
