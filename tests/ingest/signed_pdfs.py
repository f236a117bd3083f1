"""A throw-away certificate authority, and PDFs signed under it. Keys live in memory and end with the test."""

import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.ingest.tiny_pdfs import pages

DAY = dt.timedelta(days=1)
SIGNER = "CÔNG BÁO THỬ NGHIỆM"
"""Common name in each signer's certificate."""


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text), x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=not signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass
class Authority:
    """A self-signed root, from ten years ago for twenty years."""

    name: str = "Gốc thử nghiệm"
    key: ec.EllipticCurvePrivateKey = field(default_factory=_key)

    def __post_init__(self) -> None:
        today = dt.datetime.now(dt.UTC)
        self.certificate = self.certify(
            self.name,
            self.key,
            (today - 3_650 * DAY, today + 3_650 * DAY),
            x509.BasicConstraints(ca=True, path_length=None),
        )

    def certify(
        self,
        name: str,
        key: Key,
        valid: tuple[dt.datetime, dt.datetime],
        *extensions: x509.ExtensionType,
    ) -> x509.Certificate:
        """A certificate of this authority for a key."""
        signs = any(isinstance(each, x509.BasicConstraints) for each in extensions)
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(valid[0])
            .not_valid_after(valid[1])
            .add_extension(_usage(signs=signs), critical=True)
        )
        for extension in extensions:
            made = made.add_extension(extension, critical=True)
        return made.sign(self.key, hashes.SHA256())

    def write_to(self, folder: Path) -> Path:
        """The root as PEM in a folder, for CONGBAO_TRUST_ROOTS."""
        folder.mkdir(exist_ok=True)
        (folder / "root.pem").write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return folder

    def signer(self, from_days: int = -30, to_days: int = 365) -> SimpleSigner:
        """Somebody who signs, certified from so many days before today to so many after it."""
        key, today = _key(), dt.datetime.now(dt.UTC)
        own = self.certify(SIGNER, key, (today + from_days * DAY, today + to_days * DAY))
        return SimpleSigner(_plain(own), _plain_key(key), self._chain())

    def clock(self, moment: dt.datetime) -> DummyTimeStamper:
        """A timestamp authority whose clock stands still."""
        key = rsa.generate_private_key(65_537, 2_048)  # pyHanko's stand-in knows no other kind
        valid = (moment - 365 * DAY, dt.datetime.now(dt.UTC) + 365 * DAY)
        own = self.certify("Dấu thời gian", key, valid, x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]))
        return DummyTimeStamper(_plain(own), _plain_key(key), self._chain(), fixed_dt=moment)

    def _chain(self) -> SimpleCertificateStore:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call] # pyHanko left it out
        store.register(_plain(self.certificate))
        return store


def _plain(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _plain_key(key: Key) -> keys.PrivateKeyInfo:
    form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return keys.PrivateKeyInfo.load(key.private_bytes(*form))


def signed(
    signer: SimpleSigner, content: bytes = b"", timestamper: DummyTimeStamper | None = None, name: str = "Chu-ky"
) -> bytes:
    """A PDF (a page of A4 where none is given) with a signature over all of it."""
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(content or pages([(595, 842)])))
    sign_pdf(writer, PdfSignatureMetadata(name, md_algorithm="sha256"), signer, timestamper=timestamper, output=out)
    return out.getvalue()


def with_another_page_text(content: bytes) -> bytes:
    """The file with an update behind its end that changes what the first page shows."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    drawn = generic.StreamObject(stream_data=b"BT /F1 14 Tf 40 40 Td (Dieu 2.) Tj ET")
    page["/Contents"] = writer.add_object(drawn)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call] # pyHanko left it out
    return out.getvalue()


def cut_out(content: bytes) -> bytes:
    """The file as one is that was cut out of a signed one: the signature's object is left, the form is gone."""
    return content.replace(b"/AcroForm", b"/AcroGone")
