"""Floor 3's errors: each class is one situation, with what the user can do about it.

    SearchApiError
    ├── EngineUnavailableError   engine-unavailable: the search engine cannot be reached (503, P21)
    │   └── EngineBusy           engine-busy: it answers, but has no time or room for this request (503)
    ├── IndexBusy                index-busy: another process writes to the embedded index
    ├── IndexNotWritten          index-not-written: the embedded index's disk is full or refuses what is written
    ├── IndexBroken              index-broken: the index cannot be read, or is of another version (P19)
    │   └── DocumentRefused      document-refused: it is in order, but does not take one document
    ├── DrawingBusy              drawing-busy: too many pictures or copies are being made (503)
    ├── RequestError             the request is at fault
    │   ├── NotFound             not-found
    │   │   ├── DocumentNotFound document-not-found
    │   │   ├── ProvisionNotFound provision-not-found
    │   │   ├── IssueNotFound    issue-not-found
    │   │   ├── FileNotKnown     file-not-found
    │   │   ├── RereadingNotFound rereading-not-found
    │   │   ├── VersionNotFound  version-not-found
    │   │   ├── QuestionGone     question-gone: the reading no longer has this doubt
    │   │   └── RelationGone     relation-gone: the document no longer says this of another one
    │   ├── NotReadYet           not-read-yet: the file waits, is being read, or was refused
    │   ├── UnusableAnswer       unusable-answer: what a clerk entered is no number, no day, or no word
    │   ├── RereadingNotReady    rereading-not-ready: it waits, is being worked on, or came to nothing
    │   ├── RereadingDecided     rereading-decided: somebody has used or dropped it
    │   ├── RereadingOutdated    rereading-outdated: what it was compared with is no longer stored
    │   ├── CrossSite            cross-site: a write that another site started (P14)
    │   ├── NotSignedIn          not-signed-in
    │   ├── WrongToken           wrong-token
    │   ├── TooManyAttempts      too-many-attempts
    │   ├── InvalidParameter     invalid-parameter
    │   ├── MethodNotAllowed     method-not-allowed
    │   ├── RangeNotSatisfiable  range-not-satisfiable: the file has no such part
    │   ├── BodyTooLarge         body-too-large (P10)
    │   ├── TooSlow              too-slow (P10)
    │   ├── TooManyFiles         too-many-files (P10)
    │   ├── BadForm              bad-form (P10)
    │   ├── HostNotAllowed       host-not-allowed
    │   ├── QueryTooLong         query-too-long (P15)
    │   ├── PageTooDeep          page-too-deep (P15)
    │   ├── BadCursor            bad-cursor: not ours, or of another search
    │   └── CursorExpired        cursor-expired: the state of the index that it leads through is gone
    ├── StoringFailed            storing-failed: what was read of a file could not be tagged or stored
    ├── ArchiveBroken            archive-broken: the database file is damaged
    ├── ArchiveBusy              archive-busy: the database is locked or out of reach
    ├── WorkStopped              work-stopped: the process is ending; a later run goes on
    └── JobsUnavailable          jobs-unavailable: work is received but cannot be started

`reason` is a stable code (problem+json, docs/errors.md), `remedy` a Vietnamese sentence for the user, `retryable` says
whether the same request may succeed later. The text of an error is English, for the log only.
"""

from typing import ClassVar


class SearchApiError(Exception):
    """A request or a piece of work of floor 3 could not be done."""

    reason: ClassVar[str] = "internal-error"
    remedy: ClassVar[str] = "Hệ thống gặp lỗi. Hãy thử lại; nếu vẫn lỗi, hãy báo cho người quản trị hệ thống."
    retryable: ClassVar[bool] = False
    told: ClassVar[str] = ""
    """What readers are told instead, where the remedy is a command of the operator."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.reason}: {detail}" if detail else self.reason)
        self.detail = detail


class EngineUnavailableError(SearchApiError):
    """The search engine cannot be reached; documents in the archive can still be read."""

    reason = "engine-unavailable"
    remedy = "Chức năng tìm kiếm tạm thời gián đoạn, văn bản vẫn xem được. Hãy thử lại sau ít phút."
    retryable = True


class EngineBusy(EngineUnavailableError):
    """The search engine answers, but has no time or no room for this request."""

    reason = "engine-busy"
    remedy = "Máy tìm kiếm đang bận hoặc câu tìm quá nặng. Hãy thử lại sau ít phút hoặc tìm bằng ít từ hơn."


class IndexBusy(SearchApiError):
    """Another process holds the embedded index for writing."""

    reason = "index-busy"
    remedy = "Chỉ mục tìm kiếm đang được cập nhật. Hãy thử lại sau ít phút."
    retryable = True


class IndexNotWritten(SearchApiError):
    """The embedded index could not be written: its disk is full, broken, or does not allow it."""

    reason = "index-not-written"
    remedy = "Không ghi được chỉ mục tìm kiếm. Hãy kiểm tra ổ đĩa còn chỗ trống và cho phép ghi, rồi thử lại."
    told = "Chức năng tìm kiếm đang được bảo trì, văn bản vẫn xem được. Hãy thử lại sau."
    retryable = True


class IndexBroken(SearchApiError):
    """The index cannot be read, or was made by another version; it is derived and can be built anew."""

    reason = "index-broken"
    remedy = "Chỉ mục tìm kiếm bị hỏng hoặc thuộc phiên bản khác. Hãy chạy lệnh: congbao reindex."
    told = "Chức năng tìm kiếm đang được bảo trì, văn bản vẫn xem được. Hãy thử lại sau."


class DocumentRefused(IndexBroken):
    """The index is in order, but does not take one document; `document` is its id where it is known."""

    reason = "document-refused"
    remedy = "Có văn bản chưa tìm được nhưng vẫn xem được. Hãy báo cho người quản trị hệ thống kèm tên tệp."
    told = ""

    def __init__(self, detail: str = "", document: str = "") -> None:
        super().__init__(detail)
        self.document = document


class DrawingBusy(SearchApiError):
    """Too many pictures of pages, or searchable copies, are being made at the same time."""

    reason = "drawing-busy"
    remedy = "Máy chủ đang dựng nhiều ảnh trang hoặc bản PDF cùng lúc. Hãy thử lại sau ít phút."
    retryable = True


class RequestError(SearchApiError):
    """The request is at fault."""

    reason = "bad-request"
    remedy = "Yêu cầu không hợp lệ. Hãy kiểm tra lại rồi thử lại."


class NotFound(RequestError):
    """There is nothing at this address."""

    reason = "not-found"
    remedy = "Không có trang này. Hãy kiểm tra lại địa chỉ hoặc quay về trang tìm kiếm."


class DocumentNotFound(NotFound):
    """No document has this id."""

    reason = "document-not-found"
    remedy = "Không tìm thấy văn bản này. Hãy tìm theo số ký hiệu hoặc tên văn bản."


class ProvisionNotFound(NotFound):
    """The document has no provision of this id."""

    reason = "provision-not-found"
    remedy = "Văn bản không có điều, khoản này. Hãy mở toàn văn để tìm."


class IssueNotFound(NotFound):
    """No gazette issue has this id."""

    reason = "issue-not-found"
    remedy = "Không tìm thấy số Công báo này. Hãy xem danh sách các số Công báo."


class FileNotKnown(NotFound):
    """No received file has this sha256."""

    reason = "file-not-found"
    remedy = "Không tìm thấy tệp này trong kho lưu trữ."


class QuestionGone(NotFound):
    """The reading no longer has this doubt: the file was read again, or the page was opened long ago."""

    reason = "question-gone"
    remedy = "Chỗ này không còn trong danh sách, có thể tệp vừa được đọc lại. Hãy tải lại trang rà soát."


class RelationGone(NotFound):
    """The document no longer says this of another one: it was read or tagged again, or the page was opened long ago."""

    reason = "relation-gone"
    remedy = "Văn bản không còn quan hệ này, có thể tệp vừa được đọc lại. Hãy tải lại danh sách đề xuất."


class NotReadYet(RequestError):
    """The file waits, is being read, or was refused: there is nothing to review."""

    reason = "not-read-yet"
    remedy = "Tệp chưa đọc xong nên chưa rà soát được. Hãy đợi tệp đọc xong rồi mở lại."


class UnusableAnswer(RequestError):
    """What a clerk entered is no document number, no day, or no word of the text."""

    reason = "unusable-answer"
    remedy = "Giá trị nhập chưa hợp lệ. Số ký hiệu ghi như 15/2023/QĐ-UBND, ngày ghi như 05/01/2023."


class RereadingNotFound(NotFound):
    """No reading of this id was asked for."""

    reason = "rereading-not-found"
    remedy = "Không tìm thấy lần đọc lại này. Hãy mở lại trang biên tập."


class VersionNotFound(NotFound):
    """The file has no replaced reading of this number."""

    reason = "version-not-found"
    remedy = "Tệp không có bản đọc cũ này."


class RereadingNotReady(RequestError):
    """The new reading is not there yet, or came to nothing: there is nothing to decide."""

    reason = "rereading-not-ready"
    remedy = "Lần đọc lại chưa có kết quả. Hãy đợi đọc xong rồi xem khác biệt."


class RereadingDecided(RequestError):
    """Somebody has used the new reading, or kept the old one."""

    reason = "rereading-decided"
    remedy = "Lần đọc lại này đã được xử lý. Hãy mở văn bản để xem bản đang dùng."


class RereadingOutdated(RequestError):
    """What is stored has changed since the new reading was begun, so that its comparison says nothing."""

    reason = "rereading-outdated"
    remedy = "Nội dung lưu trong kho đã thay đổi sau khi đọc lại. Hãy đọc lại lần nữa để so sánh."


class CrossSite(RequestError):
    """A write that another site started."""

    reason = "cross-site"
    remedy = "Yêu cầu đến từ một trang khác nên bị từ chối. Hãy mở lại trang này rồi thao tác lại."


class NotSignedIn(RequestError):
    """The page is for clerks, and nobody has signed in."""

    reason = "not-signed-in"
    remedy = "Trang này dành cho biên tập viên. Hãy đăng nhập bằng mã truy cập."


class WrongToken(RequestError):
    """The access token is unknown or was revoked."""

    reason = "wrong-token"
    remedy = "Mã truy cập không đúng hoặc đã bị thu hồi. Hãy kiểm tra lại."


class TooManyAttempts(RequestError):
    """More attempts to sign in than are allowed in a minute."""

    reason = "too-many-attempts"
    remedy = "Bạn đã thử quá nhiều lần. Hãy đợi một phút rồi thử lại."
    retryable = True


class InvalidParameter(RequestError):
    """A parameter of the request is missing, of the wrong kind or out of its range."""

    reason = "invalid-parameter"
    remedy = "Tham số không hợp lệ. Hãy kiểm tra lại các giá trị đã nhập."


class MethodNotAllowed(RequestError):
    """The address is there, but not for this method."""

    reason = "method-not-allowed"
    remedy = "Địa chỉ này không nhận kiểu yêu cầu vừa gửi."


class RangeNotSatisfiable(RequestError):
    """The file has no such part, or the part is not named in a way that can be understood."""

    reason = "range-not-satisfiable"
    remedy = "Tệp không có phần được yêu cầu. Hãy tải lại toàn bộ tệp."


class TooSlow(RequestError):
    """The client stopped sending in the middle of its body."""

    reason = "too-slow"
    remedy = "Đường truyền bị gián đoạn khi gửi dữ liệu. Hãy gửi lại."
    retryable = True


class BodyTooLarge(RequestError):
    """The body of the request is larger than allowed."""

    reason = "body-too-large"
    remedy = "Dữ liệu gửi lên vượt quá dung lượng cho phép. Hãy gửi từng tệp hoặc tách tệp thành nhiều phần."


class TooManyFiles(RequestError):
    """More files in one form than are allowed."""

    reason = "too-many-files"
    remedy = "Bạn gửi quá nhiều tệp cùng lúc. Hãy chia thành nhiều lần gửi."


class BadForm(RequestError):
    """The form cannot be read, or has more fields than allowed."""

    reason = "bad-form"
    remedy = "Biểu mẫu gửi lên không đọc được. Hãy tải lại trang rồi gửi lại."


class HostNotAllowed(RequestError):
    """The Host header names a host that this installation does not serve."""

    reason = "host-not-allowed"
    remedy = "Địa chỉ máy chủ không hợp lệ. Hãy dùng đúng địa chỉ của hệ thống."


class QueryTooLong(RequestError):
    """The query has more characters than allowed."""

    reason = "query-too-long"
    remedy = "Câu tìm kiếm quá dài (tối đa 512 ký tự). Hãy rút gọn rồi tìm lại."


class PageTooDeep(RequestError):
    """The page lies beyond the results that can be leafed through."""

    reason = "page-too-deep"
    remedy = "Chỉ xem được những kết quả đầu. Hãy thêm từ khóa hoặc chọn bộ lọc để thu hẹp kết quả."


class BadCursor(RequestError):
    """The cursor was not given out here, or belongs to another search."""

    reason = "bad-cursor"
    remedy = "Dấu trang kết quả không hợp lệ hoặc thuộc lần tìm khác. Hãy tìm lại từ trang đầu."


class CursorExpired(RequestError):
    """The state of the index that the cursor leads through is no longer kept."""

    reason = "cursor-expired"
    remedy = "Danh sách kết quả đã quá hạn. Hãy tìm lại từ trang đầu."


class ArchiveBroken(SearchApiError):
    """The database file is damaged, or is none."""

    reason = "archive-broken"
    remedy = "Cơ sở dữ liệu bị hỏng. Hãy báo cho người quản trị hệ thống để khôi phục từ bản sao lưu."


class ArchiveBusy(SearchApiError):
    """The database is locked or out of reach."""

    reason = "archive-busy"
    remedy = "Cơ sở dữ liệu đang bận. Hãy thử lại sau ít phút."
    retryable = True


class StoringFailed(SearchApiError):
    """What was read of a file could not be tagged or stored: a fault of this program."""

    reason = "storing-failed"
    remedy = "Chương trình gặp lỗi khi lưu nội dung đã đọc. Hãy báo cho người quản trị hệ thống kèm tên tệp."


class WorkStopped(SearchApiError):
    """The process is ending; a later run takes the file up again."""

    reason = "work-stopped"
    remedy = "Việc xử lý đã dừng theo yêu cầu. Hãy chạy lại để tiếp tục."
    retryable = True


class JobsUnavailable(SearchApiError):
    """Work was received, but its worker is not running."""

    reason = "jobs-unavailable"
    remedy = "Tệp đã được lưu nhưng chưa xử lý được ngay. Hệ thống sẽ xử lý tiếp khi khởi động lại."
    retryable = True
