"""`congbao search`: the same filters, orders and explanations as the pages and the API have."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.opening import open_services

if TYPE_CHECKING:
    from search_api.query.request import Filters

_FILTER_HELP = (
    "TÊN=GIÁ TRỊ, dùng được nhiều lần: type, status, issuer, year, topic, province, signer, gazette, attachments, ocr; "
    "ngày (2022-06-30): from, to, effective_from, effective_to, gazetted_from, gazetted_to."
)


def search(
    query: Annotated[
        str, typer.Argument(help="Từ cần tìm (có dấu hoặc không dấu), hoặc số ký hiệu.", show_default=False)
    ],
    chosen: Annotated[list[str] | None, typer.Option("--filter", help=_FILTER_HELP)] = None,
    sort: Annotated[
        Literal["relevance", "newest", "oldest", "effective", "gazetted", "arrived"],
        typer.Option(help="Thứ tự kết quả."),
    ] = "relevance",
    unit: Annotated[
        Literal["document", "provision"], typer.Option(help="Kết quả là văn bản hay từng điều.")
    ] = "document",
    as_of: Annotated[
        str | None, typer.Option(help="Xét hiệu lực vào ngày này (2022-06-30); không có: hôm nay.")
    ] = None,
    page: Annotated[int, typer.Option(min=1, help="Trang kết quả.")] = 1,
    size: Annotated[int, typer.Option(min=1, max=50, help="Số kết quả mỗi trang.")] = 10,
    facets: Annotated[bool, typer.Option("--facets", help="In số văn bản theo từng bộ lọc.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Cho biết vì sao mỗi kết quả đứng ở đó.")] = False,
    verbatim: Annotated[
        bool, typer.Option("--verbatim", help="Tìm đúng như đã gõ: không thêm dấu, không sửa.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON cho chương trình khác.")] = False,
) -> None:
    """Tìm văn bản và điều khoản trong kho."""
    from search_api.query.request import SearchQuery
    from ui import listing, terminal

    asked = SearchQuery(
        query,
        _filters(chosen or []),
        sort,
        page,
        size,
        unit,
        _day(as_of) if as_of else None,
        explain=explain,
        verbatim=verbatim,
    )
    with open_services() as services:
        found = services.library.search(asked)
        settings = services.settings
        if not found.total and not services.library.statistics().documents:
            terminal.err.print(
                f"Kho này (thư mục dữ liệu: {settings.data_dir}) chưa có văn bản nào. Hãy đưa tệp vào bằng lệnh "
                "congbao ingest, hoặc đặt CONGBAO_DATA_DIR là thư mục dữ liệu của kho cần tìm.",
                markup=False,  # a path may hold brackets
            )
    if as_json:
        from search_api.routes.search_shapes import SearchShapes, written

        terminal.write_line(written(SearchShapes(settings.base_url).results(found, asked, None)).decode())
        return
    listing.show_hits(found, asked, settings.base_url)
    if facets:
        listing.show_facets(found.facets)


def _filters(chosen: list[str]) -> "Filters":
    from ui.choices import filters_of

    try:
        return filters_of(chosen)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--filter") from error


def _day(value: str) -> dt.date:
    from ui.choices import day_of

    try:
        return day_of(value)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--as-of") from error
