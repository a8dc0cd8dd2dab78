"""Errors, and the defects that a parser finds in a message and lives with."""


class MessageError(Exception):
    """The base of this package's exceptions."""


class MessageParseError(MessageError):
    """A message cannot be parsed."""


class HeaderParseError(MessageParseError):
    """A header cannot be parsed."""


class BoundaryError(MessageParseError):
    """The boundary that ends a part is not there."""


class MultipartConversionError(MessageError, TypeError):
    """A message cannot become one of several parts."""


class CharsetError(MessageError):
    """A character set is not allowed."""


class HeaderWriteError(MessageError):
    """A header cannot be written."""


class MessageDefect(ValueError):
    """The base of defects."""

    def __init__(self, line=None):
        if line is not None:
            super().__init__(line)
        self.line = line


class NoBoundaryInMultipartDefect(MessageDefect):
    """A message of several parts has no boundary."""


class StartBoundaryNotFoundDefect(MessageDefect):
    """The boundary never occurs."""


class CloseBoundaryNotFoundDefect(MessageDefect):
    """The boundary that ends the last part is not there."""


class FirstHeaderLineIsContinuationDefect(MessageDefect):
    """The first line of a message goes on with nothing."""


class MisplacedEnvelopeHeaderDefect(MessageDefect):
    """A line of an envelope is among the headers."""


class MissingHeaderBodySeparatorDefect(MessageDefect):
    """A line without a colon is where headers are."""


MalformedHeaderDefect = MissingHeaderBodySeparatorDefect


class MultipartInvariantViolationDefect(MessageDefect):
    """A message of several parts has none."""


class InvalidMultipartContentTransferEncodingDefect(MessageDefect):
    """A message of several parts is encoded as a whole."""


class UndecodableBytesDefect(MessageDefect):
    """A header has bytes that cannot be decoded."""


class InvalidBase64PaddingDefect(MessageDefect):
    """Base64 has the wrong padding."""


class InvalidBase64CharactersDefect(MessageDefect):
    """Base64 has characters that do not belong there."""


class InvalidBase64LengthDefect(MessageDefect):
    """Base64 has a length that cannot be."""


class HeaderDefect(MessageDefect):
    """The base of defects of headers."""


class InvalidHeaderDefect(HeaderDefect):
    """A header is not valid."""


class HeaderMissingRequiredValue(HeaderDefect):
    """A header has no value."""


class NonPrintableDefect(HeaderDefect):
    """A header has characters that cannot be printed."""

    def __init__(self, non_printables):
        super().__init__(non_printables)
        self.non_printables = non_printables


class ObsoleteHeaderDefect(HeaderDefect):
    """A header has an obsolete form."""


class NonASCIILocalPartDefect(HeaderDefect):
    """The local part of an address is not ASCII."""


class InvalidDateDefect(HeaderDefect):
    """A date is not valid."""
