"""What filters of the command line mean, as people type them."""

import datetime as dt

import pytest

from search_api.query.request import Filters
from ui.choices import NAMES, day_of, filters_of


@pytest.mark.parametrize(
    ("pairs", "meant"),
    [
        (["type=Nghị định", "type=tt"], Filters(types=("Nghị định", "Thông tư"))),
        (["type=Loại lạ"], Filters(types=("Loại lạ",))),
        (["issuer=btc"], Filters(issuers=("Bộ Tài chính",))),
        (["issuer=Bộ Tài chính"], Filters(issuers=("Bộ Tài chính",))),
        (["year=2022", "year=2023"], Filters(years=(2022, 2023))),
        (["status=in_force", "status=hết hiệu lực toàn bộ"], Filters(statuses=("in_force", "expired"))),
        (["status=con"], Filters(statuses=("in_force",))),
        (["topic=đất đai", "topic=bao-hiem"], Filters(topics=("dat-dai", "bao-hiem"))),
        (["province=bac giang"], Filters(provinces=("Bắc Ninh",))),
        (["signer=Phạm Minh Chính"], Filters(signers=("Phạm Minh Chính",))),
        (["gazette=Công báo số 1"], Filters(gazettes=("Công báo số 1",))),
        (["attachments=có"], Filters(has_attachments=True)),
        (["attachments=có", "attachments=không"], Filters()),
        (["ocr=false"], Filters(by_ocr=False)),
        (
            ["from=30/6/2022", "to=2022-07-31"],
            Filters(issued_from=dt.date(2022, 6, 30), issued_to=dt.date(2022, 7, 31)),
        ),
        (["effective_from=2022-07-01"], Filters(effective_from=dt.date(2022, 7, 1))),
        (["gazetted_to=2022-07-01"], Filters(gazetted_to=dt.date(2022, 7, 1))),
        ([], Filters()),
    ],
)
def test_filters(pairs: list[str], meant: Filters) -> None:
    assert filters_of(pairs) == meant


@pytest.mark.parametrize(
    "pair",
    ["colour=red", "type", "type=", "year=hai", "status=xanh", "attachments=nhiều", "from=hôm qua", "to=31/2/2022"],
)
def test_what_is_not_understood_is_said(pair: str) -> None:
    with pytest.raises(ValueError, match="“"):
        filters_of([pair])


def test_every_facet_has_a_name() -> None:
    assert set(NAMES) >= {
        "type",
        "issuer",
        "year",
        "status",
        "topic",
        "province",
        "gazette",
        "signer",
        "attachments",
        "ocr",
    }
    assert day_of("1/7/2025") == dt.date(2025, 7, 1)
