"""XML written from beginning to end by the standard library, which escapes whatever a source wrote."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from linkwork.visualise.exports._facts import Value

NOTHING: Mapping[str, str] = {}


class Document:
    """An XML file in UTF-8 as it grows: nothing but its text is held, however long it is."""

    def __init__(self) -> None:
        self._text = StringIO()
        self._xml = XMLGenerator(self._text, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def around(self, tag: str, attributes: Mapping[str, str] = NOTHING, *, block: bool = False) -> Iterator[None]:
        """An element about what is written meanwhile, on a line of its own; what a `block` holds begins on the next."""
        self._xml.startElement(tag, AttributesImpl(attributes))
        if block:
            self._xml.characters("\n")
        yield
        self._xml.endElement(tag)
        self._xml.characters("\n")

    def put(self, tag: str, attributes: Mapping[str, str] = NOTHING, text: str = "") -> None:
        """An element with nothing in it but text, on the line that is being written."""
        self._xml.startElement(tag, AttributesImpl(attributes))
        if text:
            self._xml.characters(text)
        self._xml.endElement(tag)

    def line(self, tag: str, attributes: Mapping[str, str] = NOTHING, text: str = "") -> None:
        """The same on a line of its own."""
        self.put(tag, attributes, text)
        self._xml.characters("\n")

    def content(self) -> bytes:
        """What has been written."""
        return self._text.getvalue().encode()


def in_xml(value: Value) -> str:
    """A value as XML schema writes it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
