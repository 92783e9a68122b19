"""multipart/form-data (RFC 7578) as a sequence of events, fed piece by piece, never held whole.

`feed` takes bytes as they arrive and returns what they contained. Values of fields are collected,
within limits; bytes of the part named `file` come out as they are. Other files are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

FILE_FIELD = "file"
MAX_FIELDS = 100
MAX_FIELD = 1024 * 1024
MAX_FIELDS_TOTAL = 4 * 1024 * 1024
MAX_NAME = 200
MAX_FILENAME = 1000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class BadForm(Exception):
    """The form cannot be read; the text says why, in words for the sender."""


class NoFile(BadForm):
    """A form that has something else where the file should be."""


@dataclass(frozen=True, slots=True)
class FieldEvent:
    """A field that is not a file."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FileEvent:
    """The file begins."""

    filename: str
    content_type: str


Event = FieldEvent | FileEvent | bytes


def boundary_of(content_type: bytes | None) -> bytes | None:
    """The boundary a Content-Type header names; None when it is not multipart/form-data."""
    kind, options = parse_options_header(content_type.decode("latin-1") if content_type else "")
    boundary = options.get(b"boundary", b"")
    return boundary if kind == b"multipart/form-data" and 0 < len(boundary) <= 200 else None


class FormReader:
    """Turns the bytes of a form into events. One per request."""

    def __init__(self, boundary: bytes) -> None:
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._part_begin,
                "on_part_data": self._part_data,
                "on_part_end": self._part_end,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_end": self._end,
            },
        )
        self._events: list[Event] = []
        self._headers: dict[bytes, bytes] = {}
        self._name = b""
        self._value = b""
        self._field = ""
        self._in_file = False
        self._parts: list[bytes] = []
        self._size = 0
        self._fields = 0
        self._fields_size = 0
        self.file_seen = False
        self.complete = False

    def feed(self, data: bytes) -> list[Event]:
        """What these bytes contained. Raises BadForm."""
        try:
            self._parser.write(data)
        except MultipartParseError as error:
            raise BadForm("The form is malformed.") from error
        events, self._events = self._events, []
        return events

    def _part_begin(self) -> None:
        self._headers, self._name, self._value = {}, b"", b""
        self._parts, self._size, self._in_file = [], 0, False

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name, self._value = b"", b""

    def _headers_finished(self) -> None:
        given = self._headers.get(b"content-disposition", b"").decode("latin-1")
        kind, options = parse_options_header(given)
        self._field = _text(options.get(b"name", b""))
        if kind != b"form-data" or not self._field or len(self._field) > MAX_NAME:
            raise BadForm("A part of the form has no usable name.")
        filename = options.get(b"filename")
        if filename is None and self._field != FILE_FIELD:
            self._fields += 1
            if self._fields > MAX_FIELDS:
                raise BadForm(f"The form has more than {MAX_FIELDS} fields.")
            return
        if self._field != FILE_FIELD:
            raise NoFile(f"The file has to be in the field '{FILE_FIELD}'.")
        if filename is None:
            raise NoFile(f"The field '{FILE_FIELD}' has to be a file.")
        if self.file_seen:
            raise BadForm("One file at a time, please.")
        self.file_seen = self._in_file = True
        content_type = self._headers.get(b"content-type", b"").decode("latin-1")
        self._events.append(FileEvent(_text(filename)[:MAX_FILENAME], _CONTROL.sub("", content_type)[:255]))

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._in_file:
            self._events.append(data[start:end])
            return
        self._size += end - start
        self._fields_size += end - start
        if self._size > MAX_FIELD or self._fields_size > MAX_FIELDS_TOTAL:
            raise BadForm("A field of the form is too long.")
        self._parts.append(data[start:end])

    def _part_end(self) -> None:
        if not self._in_file:
            try:
                value = b"".join(self._parts).decode()
            except UnicodeDecodeError as error:
                raise BadForm("A field of the form is not valid UTF-8.") from error
            self._events.append(FieldEvent(self._field, value))
        self._in_file = False

    def _end(self) -> None:
        self.complete = True


def _text(raw: bytes) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return _CONTROL.sub("", text)
