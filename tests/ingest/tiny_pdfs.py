"""Small PDFs written by hand, for tests of limits: a real writer would refuse to make them."""

import zlib
from collections.abc import Sequence


def pdf(objects: Sequence[bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a correct cross-reference table."""
    out, places = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    out += b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer, start)
    return out


def pages(sizes: Sequence[tuple[float, float]], text: str = "Dieu 1.") -> bytes:
    """A PDF with a page of each size in points, all with the same line of text."""
    kids = b" ".join(b"%d 0 R" % (5 + index) for index in range(len(sizes)))
    content = b"BT /F1 14 Tf 40 40 Td (%b) Tj ET" % text.encode("ascii")
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(sizes), kids),
            b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
            stream(content),
            *(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>" % size
                for size in sizes
            ),
        ]
    )


def stream(content: bytes, keys: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(packed), keys, packed)
