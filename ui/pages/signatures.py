"""A file's digital signatures in words: what their check gave, why, who signed and when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.document import Signature
from ui.pages.wording import moment

VERDICTS = {"valid": "Hợp lệ", "unverified": "Không kiểm chứng được", "invalid": "Không hợp lệ"}
REASONS = {
    "trusted": "Tệp nguyên vẹn từ khi ký; chứng thư dẫn tới chứng thư gốc đã cấu hình (chưa tra danh sách thu hồi).",
    "no-root": "Tệp nguyên vẹn từ khi ký, nhưng hệ thống chưa cấu hình chứng thư gốc để xác nhận người ký.",
    "unknown-issuer": "Tệp nguyên vẹn từ khi ký, nhưng chứng thư không dẫn tới chứng thư gốc nào đã cấu hình.",
    "expired": "Chứng thư đã hết hạn, và không có dấu thời gian tin cậy chứng tỏ đã ký khi còn hạn.",
    "revoked": "Chứng thư của người ký đã bị thu hồi.",
    "weak-algorithm": "Chữ ký dùng thuật toán đã lạc hậu (như SHA-1), không còn đủ an toàn.",
    "untrusted": "Chứng thư của người ký không được chấp nhận để ký văn bản.",
    "digest-mismatch": "Nội dung tệp khác với nội dung đã ký.",
    "broken-signature": "Dữ liệu của chữ ký bị hỏng hoặc sai.",
    "changed-after-signing": "Tệp đã bị sửa sau khi ký.",
    "not-whole-file": "Chữ ký không bao trùm toàn bộ tệp: có phần được thêm vào sau khi ký.",
    "unsupported-algorithm": "Hệ thống không kiểm tra được kiểu chữ ký này.",
    "remnant": "Tệp được tách ra từ một tệp đã ký; phần chữ ký còn sót lại không thuộc về tệp này.",
    "not-checked": "Chữ ký chưa được kiểm tra.",
    "check-stopped": "Việc kiểm tra chữ ký bị gián đoạn.",
    "check-failed": "Không đọc được chữ ký này.",
}
"""Each of ingest.signatures.REASONS as a sentence."""


@dataclass(frozen=True, slots=True)
class SignatureView:
    """A signature as shown; `time` says whose clock it is from."""

    verdict: Literal["valid", "unverified", "invalid"]
    label: str
    reason: str
    signer: str | None
    issuer: str | None
    time: str | None


def signature_views(signatures: Sequence[Signature]) -> tuple[SignatureView, ...]:
    """Give the signatures in words, in their order."""
    return tuple(
        SignatureView(each.verdict, VERDICTS[each.verdict], REASONS[each.reason], each.signer, each.issuer, _time(each))
        for each in signatures
    )


def _time(signature: Signature) -> str | None:
    if signature.signed_at is None:
        return None
    try:
        told = dt.datetime.fromisoformat(signature.signed_at)
    except ValueError:  # a signer's clock may claim a 31st of February
        return None
    shown = moment(told) if told.tzinfo else f"{told:%H:%M, %d/%m/%Y}"
    return f"{shown} (dấu thời gian)" if signature.timestamped else f"{shown} (theo đồng hồ của người ký)"
