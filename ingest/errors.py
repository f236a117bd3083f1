"""Floor 1's errors: each class is one situation, with what the clerk can do about it.

    IngestError
    ├── RefusedFile             the file itself is at fault; the same bytes will fail again
    │   ├── EmptyFile           empty-file
    │   ├── NotAPdf             not-a-pdf
    │   ├── LegacyWord          legacy-word
    │   ├── BrokenDocx          broken-docx
    │   ├── BrokenXml           broken-xml
    │   ├── BrokenContract      broken-contract
    │   ├── UnpacksTooLarge     unpacks-too-large
    │   ├── FileTooLarge        file-too-large
    │   ├── EncryptedFile       encrypted
    │   ├── BrokenFile          broken-file
    │   ├── NoPages             no-pages
    │   ├── TooManyPages        too-many-pages
    │   ├── ReadersDisagree     readers-disagree
    │   ├── PageTooLarge        page-too-large
    │   ├── PageNotFound        page-not-found
    │   ├── BrokenPage          broken-page
    │   ├── NotScanned          not-scanned
    │   └── OutOfMemory         out-of-memory
    ├── ReadingStopped          reading was cut short; another attempt may end well
    │   ├── TimedOut            timed-out
    │   ├── Stalled             stalled
    │   └── ReaderCrashed       reader-crashed
    ├── ReaderFailed            reader-failed: a fault of this program
    ├── OcrUnavailable          ocr-unavailable: Tesseract or its Vietnamese model is missing
    └── StorageError            the disk or folder of the vault
        ├── StorageFailed       storage-failed
        ├── StorageFull         storage-full
        └── OriginalMissing     original-missing

`reason` is a stable code (API, job records, docs/errors.md), `remedy` a Vietnamese sentence for the user, `retryable`
says whether the same bytes may succeed later. `detail` is English, for the log only: it may quote a library.
"""

from typing import ClassVar


class IngestError(Exception):
    """A file, or a page of it, could not be taken in."""

    reason: ClassVar[str] = "ingest-failed"
    remedy: ClassVar[str] = "Hãy thử lại; nếu vẫn lỗi, hãy báo cho người quản trị hệ thống."
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.reason}: {detail}" if detail else self.reason)
        self.detail = detail


class RefusedFile(IngestError):
    """The file itself is at fault."""

    reason = "refused-file"
    remedy = "Hãy kiểm tra lại tệp rồi tải lên bản khác."


class EmptyFile(RefusedFile):
    """The file has no bytes."""

    reason = "empty-file"
    remedy = "Tệp rỗng. Hãy kiểm tra lại bản gốc rồi tải lên lần nữa."


class NotAPdf(RefusedFile):
    """Neither `%PDF-` within the first 1,024 bytes, nor Word's .docx, Akoma Ntoso or the JSON contract."""

    reason = "not-a-pdf"
    remedy = "Tệp này không phải PDF. Hãy xuất văn bản ra định dạng PDF (hoặc .docx) rồi tải lên."


class LegacyWord(RefusedFile):
    """Word's old binary format (OLE): a .doc file, or a .docx under a password."""

    reason = "legacy-word"
    remedy = "Không đọc được tệp .doc kiểu cũ hoặc có mật khẩu. Hãy mở bằng Word và lưu thành .docx rồi tải lên."


class BrokenDocx(RefusedFile):
    """A zip file that is no Word document, or whose parts cannot be read."""

    reason = "broken-docx"
    remedy = "Tệp Word bị hỏng hoặc không phải tệp .docx. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."


class BrokenXml(RefusedFile):
    """XML that is not well formed, brings a document type definition, or is no Akoma Ntoso."""

    reason = "broken-xml"
    remedy = "Tệp XML không đúng dạng Akoma Ntoso. Hãy kiểm tra lại chương trình đã xuất tệp."


class BrokenContract(RefusedFile):
    """JSON that does not follow the contract of a parsed gazette."""

    reason = "broken-contract"
    remedy = "Tệp JSON không đúng cấu trúc đã quy ước. Hãy kiểm tra lại chương trình đã xuất tệp."


class UnpacksTooLarge(RefusedFile):
    """A small file that unpacks to far more than any document holds."""

    reason = "unpacks-too-large"
    remedy = "Tệp giải nén ra quá lớn nên không được nhận. Hãy lưu lại văn bản bằng Word rồi tải lên."


class FileTooLarge(RefusedFile):
    """More bytes than the limit."""

    reason = "file-too-large"
    remedy = "Tệp vượt quá dung lượng cho phép. Hãy giảm độ phân giải bản quét hoặc tách tệp thành nhiều phần."


class EncryptedFile(RefusedFile):
    """The file opens only with a password, or with an encryption that the reader does not know."""

    reason = "encrypted"
    remedy = "Tệp được mã hóa hoặc đặt mật khẩu. Hãy gỡ bảo vệ (bỏ mật khẩu mở tệp) rồi tải lên lại."


class BrokenFile(RefusedFile):
    """The file starts like a PDF, but its structure cannot be read."""

    reason = "broken-file"
    remedy = "Tệp PDF bị hỏng. Hãy xuất hoặc quét lại từ bản gốc rồi tải lên."


class NoPages(RefusedFile):
    """The file can be opened, but no reader finds a page in it."""

    reason = "no-pages"
    remedy = "Tệp PDF không có trang nào. Hãy kiểm tra lại bản gốc rồi tải lên bản khác."


class TooManyPages(RefusedFile):
    """More pages than the limit."""

    reason = "too-many-pages"
    remedy = "Tệp có quá nhiều trang. Hãy tách thành từng số Công báo rồi tải lên từng tệp."


class ReadersDisagree(RefusedFile):
    """A second reader sees more pages than the first: reading on would lose some in silence."""

    reason = "readers-disagree"
    remedy = "Không xác định chắc chắn được số trang của tệp. Hãy in lại tệp ra PDF (Print to PDF) rồi tải lên."


class PageTooLarge(RefusedFile):
    """A page's area exceeds the pixel limit even at the lowest usable resolution."""

    reason = "page-too-large"
    remedy = "Khổ trang lớn bất thường nên không hiển thị được. Hãy xuất lại tệp với khổ giấy thông thường (A4, A3)."


class PageNotFound(RefusedFile):
    """The page asked for is not in the file."""

    reason = "page-not-found"
    remedy = "Tệp không có trang này. Hãy kiểm tra lại số trang."


class BrokenPage(RefusedFile):
    """One page cannot be loaded or drawn."""

    reason = "broken-page"
    remedy = "Trang này bị hỏng nên không đọc được. Hãy xuất hoặc quét lại trang từ bản gốc."


class NotScanned(RefusedFile):
    """A searchable copy is asked for of a file without scanned pages: the original has its text layer."""

    reason = "not-scanned"
    remedy = "Tệp này không có trang quét; tệp gốc đã tìm và chép chữ được. Hãy tải tệp gốc."


class OutOfMemory(RefusedFile):
    """Reading needs more memory than the limit."""

    reason = "out-of-memory"
    remedy = "Tệp cần quá nhiều bộ nhớ để đọc. Hãy giảm độ phân giải bản quét hoặc tách tệp thành nhiều phần."


class ReadingStopped(IngestError):
    """Reading was cut short; another attempt may end well."""

    reason = "reading-stopped"
    remedy = "Việc đọc tệp bị gián đoạn. Hãy thử lại."
    retryable = True


class TimedOut(ReadingStopped):
    """The whole file took longer than the wall clock allows."""

    reason = "timed-out"
    remedy = "Đọc tệp quá lâu nên đã dừng. Hãy thử lại; nếu vẫn lỗi, hãy tách tệp thành nhiều phần."


class Stalled(ReadingStopped):
    """No page was finished within the time allowed for one page."""

    reason = "stalled"
    remedy = "Một trang mất quá nhiều thời gian nên đã dừng. Hãy thử lại; nếu vẫn lỗi, hãy xuất hoặc quét lại tệp."


class ReaderCrashed(ReadingStopped):
    """The reading process was killed by a signal or ended without an answer."""

    reason = "reader-crashed"
    remedy = "Tệp làm chương trình đọc dừng đột ngột. Hãy thử lại; nếu vẫn lỗi, hãy xuất lại tệp từ bản gốc."


class ReaderFailed(IngestError):
    """The reader raised an error that it does not know: a fault of this program."""

    reason = "reader-failed"
    remedy = "Chương trình gặp lỗi khi đọc tệp này. Hãy báo cho người quản trị hệ thống kèm tên tệp."


class OcrUnavailable(IngestError):
    """Tesseract, or its Vietnamese model, is not installed."""

    reason = "ocr-unavailable"
    remedy = "Máy chủ chưa cài phần nhận dạng chữ tiếng Việt (Tesseract). Hãy báo cho người quản trị hệ thống."
    retryable = True


class StorageError(IngestError):
    """The disk or folder of the vault."""

    reason = "storage-error"
    remedy = "Hệ thống chưa lưu được tệp. Hãy thử lại sau; nếu vẫn lỗi, hãy báo cho người quản trị hệ thống."
    retryable = True


class StorageFailed(StorageError):
    """An input or output error: permission, broken disk, failed fsync."""

    reason = "storage-failed"


class StorageFull(StorageError):
    """No space, or quota, is left."""

    reason = "storage-full"
    remedy = "Hệ thống hết dung lượng lưu trữ. Hãy báo cho người quản trị hệ thống rồi tải lên lại sau."


class OriginalMissing(StorageError):
    """The original asked for is not in the vault."""

    reason = "original-missing"
    remedy = "Không tìm thấy tệp gốc trong kho lưu trữ. Hãy báo cho người quản trị hệ thống."
    retryable = False


def error_of(reason: str, detail: str = "") -> IngestError:
    """The error with this `reason`, as it comes back from another process; ReaderFailed for an unknown code."""
    kind = REASONS.get(reason)
    return kind(detail) if kind else ReaderFailed(f"{reason}: {detail}")


def _tree(kind: type[IngestError]) -> list[type[IngestError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _tree(child))]


REASONS: dict[str, type[IngestError]] = {kind.reason: kind for kind in _tree(IngestError)}
"""Every reason code of this floor with its class."""
