"""Why a hit stands where it does, in words: Vietnamese names for the codes of the API's explanation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search_api.query.hits import Contribution, Explanation

_NUMBER = re.compile(r"number_\d+")
_LEAST = 0.005
"""What adds less shows as 0,00 and says nothing."""

NAMES: dict[str, str] = {
    # the engine: what the query's clauses add
    "issue": "Đúng số Công báo",
    "named_act": "Đúng tên văn bản được nêu",
    "mention": "Viện dẫn số ký hiệu",
    "phrase_accented": "Nguyên cụm từ",
    "phrase_folded": "Nguyên cụm từ (không xét dấu)",
    "near": "Các cụm từ gần nhau",
    "either": "Một trong các vế của OR",
    "title": "Từ trong tiêu đề",
    "text_accented": "Từ trong nội dung",
    "text_folded": "Từ trong nội dung (không xét dấu)",
    "pairs_accented": "Hai từ liền nhau",
    "pairs_folded": "Hai từ liền nhau (không xét dấu)",
    "all_in_heading": "Tên chứa liền nhau các từ đã gõ",
    "heading_accented": "Từ trong tên văn bản, tên điều",
    "heading_folded": "Từ trong tên văn bản, tên điều (không xét dấu)",
    "heading_pairs_accented": "Hai từ liền nhau trong tên",
    "heading_pairs_folded": "Hai từ liền nhau trong tên (không xét dấu)",
    "relation": "Nói về quan hệ với số ký hiệu",
    "together": "Các từ đứng liền nhau (không xét dấu)",
    "cited_article": "Đúng điều được hỏi",
    "first_articles": "Các điều đầu của văn bản",
    "meaning": "Cách luật viết của từ đã gõ",
    "meaning_heading": "Cách luật viết của từ đã gõ, trong tên",
    "meaning_word": "Từ của luật thay cho từ đã gõ",
    "whole_title": "Đúng nguyên tên văn bản",
    "sense": "Gần nghĩa với câu hỏi",
    "alike": "Các từ gần nghĩa với từng từ của câu hỏi",
    "alike_lacking": "Từ mà văn bản không có nhưng có từ gần nghĩa",
    "defining": "Tên điều là Giải thích từ ngữ",
    # the second stage: model.toml
    "floor": "Điểm nền của nhóm đứng đầu",
    "first": "Điểm vòng đầu",
    "words": "Có các từ được hỏi",
    "relevance": "Mức khớp của từ (BM25)",
    "pairs": "Các từ đi liền nhau",
    "near_pairs": "Các từ đứng gần nhau",
    "triples": "Ba từ đi liền nhau",
    "whole": "Chứa nguyên các từ đã gõ",
    "heading": "Tên chứa các từ được hỏi",
    "heading_asked": "Tên được hỏi gần đủ",
    "early": "Từ hiếm đứng sớm trong điều",
    "length": "Độ dài của điều",
    "meant": "Cách luật viết thay cho từ đã gõ",
    "meant_heading": "Tên chứa cách luật viết",
    "meant_asked": "Tên là cách luật viết của từ đã gõ",
    "defines": "Điều giải thích từ ngữ",
    "closing": "Điều khoản thi hành",
    "act": "Câu hỏi nêu tên văn bản",
    "article": "Đúng số điều được hỏi",
    "rank": "Cấp hiệu lực pháp lý",
    "authority": "Được nhiều văn bản viện dẫn",
    "expired": "Đã hết hiệu lực",
    "age": "Tuổi của văn bản",
    "interplay": "Các dấu hiệu kết hợp với nhau",
    # related articles: likeness.toml
    "like": "Giống điều đang xem",
    "like_text": "Từ chung trong nội dung",
    "like_pairs": "Hai từ liền nhau chung",
    "like_heading": "Từ chung trong tên",
    "like_heading_pairs": "Hai từ liền nhau chung trong tên",
    "heading_in_text": "Tên điều kia có trong điều này",
    "text_in_heading": "Tên điều này có trong điều kia",
    "shared": "Các cặp từ chung",
}
_SECOND_STAGE = {"title": "Trùng nguyên tên văn bản"}
"""Codes that mean another thing in the second stage."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as shown, with what it adds: '+1,25'."""

    name: str
    value: str


def reasons(explanation: Explanation | None) -> tuple[Reason, ...]:
    """What adds to a hit's score or takes from it, in the explanation's order, without what adds next to nothing."""
    clauses: Sequence[Contribution] = explanation.clauses if explanation else ()
    return tuple(Reason(name_of(each), _signed(each.value)) for each in clauses if abs(each.value) >= _LEAST)


def name_of(contribution: Contribution) -> str:
    """The name of a contribution; its code where the code is new."""
    if _NUMBER.fullmatch(contribution.name):
        return "Đúng số ký hiệu"
    if contribution.field == "second_stage" and contribution.name in _SECOND_STAGE:
        return _SECOND_STAGE[contribution.name]
    return NAMES.get(contribution.name, contribution.name)


def _signed(value: float) -> str:
    whole, _, part = f"{abs(value):,.2f}".partition(".")
    return f"{'−' if value < 0 else '+'}{whole.replace(',', '.')},{part}"
