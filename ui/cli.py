"""The command line. Each command loads only what it needs: `congbao --help` answers in a fraction of a second.

Exit codes (docs/cli.md): 0 done, 1 some files were refused, 2 wrong use, 3 a service is out of reach (search engine,
database, disk, port), 130 stopped by Ctrl-C.
"""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ui.cli_search import search
from ui.opening import REFUSED, STOPPED, UNAVAILABLE, USAGE, is_free, open_services, read_settings

if TYPE_CHECKING:
    from search_api.services import Services

app = typer.Typer(
    name="congbao",
    help="Công báo Search: đưa Công báo PDF thành văn bản tra cứu được.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
admin = typer.Typer(help="Quản trị: mã truy cập của biên tập viên.", no_args_is_help=True)
app.add_typer(admin, name="admin")

Files = Annotated[list[Path], typer.Argument(help="Tệp PDF, .docx, .xml (Akoma Ntoso) hoặc .json.", show_default=False)]
JsonFlag = Annotated[bool, typer.Option("--json", help="In JSON cho chương trình khác.")]


def _example(line: str) -> str:
    return f"Ví dụ: [bold]{line}[/bold]"


@app.command(epilog=_example("congbao parse cong-bao-447.pdf > cong-bao-447.json"))
def parse(
    files: Files,
    out: Annotated[
        Path | None, typer.Option(help="Thư mục nhận mỗi tệp một TÊN.json; không có thì in ra màn hình.")
    ] = None,
) -> None:
    """Đọc tệp và xuất JSON (contract/parse.schema.json), mỗi tệp một đối tượng; không lưu vào kho."""
    import msgspec

    from ingest.limits import Limits
    from ingest.signed import SignatureCheck
    from nlp.contract import to_contract
    from nlp.pipeline import Tagger
    from ui import terminal
    from ui.parsing import parse_files

    if out:
        out.mkdir(parents=True, exist_ok=True)
    tagger, refused, settings = Tagger(), 0, read_settings()
    for each in parse_files(files, settings.workers, Limits(), check=SignatureCheck(settings.trust_roots)):
        if each.parsed is None:
            refused += 1
            error = each.error
            terminal.fail(f"{each.path}: {error.reason}: {error.remedy}" if error else str(each.path))
            continue
        tagged = [tagger.tag(document, each.parsed.issue) for document in each.parsed.documents]
        written = msgspec.json.encode(to_contract(each.parsed, tagged)).decode()
        if out:
            (out / f"{each.path.stem}.json").write_text(written + "\n", encoding="utf-8")
        else:
            terminal.write_line(written)
    if refused:
        raise typer.Exit(REFUSED)


@app.command(epilog=_example("congbao text cong-bao-447.pdf --page 3"))
def text(
    file: Annotated[Path, typer.Argument(help="Tệp PDF.", show_default=False)],
    page: Annotated[
        int | None, typer.Option(min=1, help="Trang của tệp PDF, đếm từ 1; không có thì in mọi trang.")
    ] = None,
) -> None:
    """In phần chữ của một trang theo thứ tự đọc, không có đầu trang và dấu ký số."""
    from ingest.errors import PageNotFound
    from ingest.limits import Limits
    from ingest.request import ReadRequest
    from ui import terminal
    from ui.parsing import parse_files

    request = ReadRequest(pages=(page,) if page else None)
    (each,) = parse_files([file], 1, Limits(), request)
    if isinstance(each.error, PageNotFound):
        terminal.fail(each.error.remedy)
        raise typer.Exit(USAGE)
    if each.parsed is None:
        raise each.error or LookupError(file)
    for shown in each.parsed.pages:
        terminal.write_line("\n".join(line.text for line in shown.lines))


@app.command(epilog=_example("congbao pdfa ban-quet.pdf --out ban-quet-co-chu.pdf"))
def pdfa(
    file: Annotated[Path, typer.Argument(help="Tệp PDF quét.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Tệp nhận kết quả.", show_default=False)],
) -> None:
    """Tạo bản PDF/A có lớp chữ của một tệp quét: tìm và chép chữ được, giữ nguyên ảnh quét, không có chữ ký số."""
    from ingest.limits import Limits
    from ingest.searchable.download import make_searchable
    from ui.parsing import parse_files

    (each,) = parse_files([file], 1, Limits())
    if each.parsed is None:
        raise each.error or LookupError(file)
    out.parent.mkdir(parents=True, exist_ok=True)
    make_searchable(file, out, each.parsed.pages, file.stem)


@app.command(epilog=_example("congbao cite cau.jsonl > cau-co-vien-dan.jsonl"))
def cite(
    file: Annotated[Path, typer.Argument(help='Tệp JSON lines, mỗi dòng có "text".', show_default=False)],
) -> None:
    """Tìm viện dẫn văn bản trong từng dòng: in lại dòng đó kèm "spans" gồm [đầu, cuối, loại văn bản]."""
    from ui.citing import cited_lines
    from ui.line_files import write_lines

    write_lines(cited_lines, file)


@app.command("topics", epilog=_example("congbao topics dieu.jsonl > dieu-co-linh-vuc.jsonl"))
def topics_(
    file: Annotated[Path, typer.Argument(help='Tệp JSON lines, mỗi dòng một điều có "text".', show_default=False)],
) -> None:
    """Xếp lĩnh vực cho từng điều: in lại dòng đó kèm "topics" (lĩnh vực, xác suất); điều cùng văn bản xét chung."""
    from ui.judging import judged_lines
    from ui.line_files import write_lines

    write_lines(judged_lines, file)


@app.command(epilog=_example("congbao ingest sample_gazettes"))
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Tệp PDF, hoặc thư mục để tìm mọi tệp *.pdf.", show_default=False)
    ],
    again: Annotated[bool, typer.Option("--again", help="Đọc lại cả những tệp đã có.")] = False,
) -> None:
    """Đưa tệp vào kho và chỉ mục. Chạy lại bao nhiêu lần cũng được: tệp đã có thì bỏ qua, tệp dở dang thì làm tiếp."""
    from search_api.intake import pdf_files
    from ui import terminal

    wanted = list(pdf_files(paths))
    if not wanted:
        terminal.fail("Không có tệp PDF nào ở đây.")
        raise typer.Exit(USAGE)
    with open_services() as services, terminal.IngestProgress(len(wanted)).shown() as bar:
        library = services.library
        results = services.intake.ingest_paths(
            wanted, bar.finished, lambda: bar.reading(library.being_read()), again=again
        )
    terminal.show_summary(results)
    if any(result.unavailable for result in results):
        raise typer.Exit(UNAVAILABLE)
    if any(result.outcome == "refused" for result in results):
        raise typer.Exit(REFUSED)


@app.command("import", epilog=_example("congbao import van-ban.docx"))
def import_(files: Files) -> None:
    """Đưa văn bản có cấu trúc vào kho: Word (.docx), Akoma Ntoso (.xml), JSON do congbao parse hay export ghi ra."""
    ingest(files)


@app.command("export", epilog=_example("congbao export cong-bao-447.pdf --format akn --out cong-bao-447.xml"))
def export_(
    what: Annotated[str, typer.Argument(help="Tệp, hoặc mã của văn bản trong kho.", show_default=False)],
    form: Annotated[Literal["akn", "md", "txt", "json"], typer.Option("--format", help="Dạng xuất ra.")] = "akn",
    out: Annotated[Path | None, typer.Option(help="Tệp để ghi; không có thì in ra màn hình.")] = None,
) -> None:
    """Xuất văn bản: Akoma Ntoso 3.0 (akn), Markdown (md), văn bản thuần (txt) hoặc JSON."""
    from ui.exporting import export_file, export_stored, write

    if Path(what).is_file():
        return write(export_file(Path(what), form), out)
    with open_services() as services:
        return write(export_stored(services.library, what, form), out)


app.command(epilog=_example('congbao search "lương tối thiểu" --filter status=còn --as-of 2022-06-30'))(search)


@app.command(epilog=_example("congbao reread cong-bao-447.pdf --page 3 --way ocr --dpi 300"))
def reread(
    what: Annotated[str, typer.Argument(help="Tệp PDF đã có trong kho, mã sha256 của tệp, hoặc mã văn bản.")],
    page: Annotated[int | None, typer.Option(min=1, help="Chỉ đọc lại trang này của tệp.")] = None,
    way: Annotated[
        Literal["judged", "ocr", "text"],
        typer.Option(help="judged: như hệ thống thấy hợp; ocr: nhận dạng từ ảnh; text: lấy lớp chữ."),
    ] = "judged",
    dpi: Annotated[int | None, typer.Option(min=100, max=600, help="Độ phân giải khi nhận dạng.")] = None,
    use: Annotated[
        bool | None, typer.Option("--use/--keep", help="Dùng bản mới hoặc chỉ xem khác biệt, không hỏi.")
    ] = None,
) -> None:
    """Đọc lại một tệp, một văn bản hay một trang; cho xem khác biệt rồi mới thay bản đang lưu."""
    from ui import rereading

    def decide() -> bool:
        """Ask, unless an option has answered."""
        return typer.confirm("Dùng bản mới?") if use is None else use

    with open_services() as services:
        sha256, request = rereading.wish_of(services.rereader, what, page, way, dpi)
        ended = rereading.reread(services.rereader, sha256, request, decide)
    if ended.state == "failed":
        raise typer.Exit(REFUSED)


@app.command(epilog=_example("congbao retag --outdated --jobs 2"))
def retag(
    ids: Annotated[list[str] | None, typer.Argument(help="Mã văn bản trong kho.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="Mọi văn bản trong kho.")] = False,
    outdated: Annotated[
        bool, typer.Option("--outdated", help="Chỉ văn bản do phiên bản cũ phân tích; làm tiếp một lượt bị ngắt.")
    ] = False,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Số tiến trình cùng làm.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Phân tích lại văn bản đã lưu (viện dẫn, quan hệ, hiệu lực, lĩnh vực) và cho biết điều gì đã đổi."""
    from ui import retagging, terminal

    if not (ids or everything or outdated):
        raise typer.BadParameter("Hãy nêu mã văn bản, --all hoặc --outdated.")
    with open_services() as services:
        files = services.retagger.files(ids or (), outdated=outdated)
        done = retagging.retag(services.retagger, files, jobs or services.settings.workers)
    terminal.write_line(retagging.as_json(done)) if as_json else retagging.show(done)
    if done.counts()["failed"]:
        raise typer.Exit(UNAVAILABLE)


@app.command(epilog=_example("congbao reindex"))
def reindex() -> None:
    """Dựng lại chỉ mục tìm kiếm từ kho; chỉ mục cũ vẫn phục vụ cho đến khi xong."""
    from ui import terminal

    with open_services() as services, terminal.err.status("Đang dựng lại chỉ mục…") as status:
        count = services.intake.reindex(lambda done: status.update(f"Đang dựng lại chỉ mục… {done} văn bản"))
    terminal.out.print(f"Chỉ mục mới có {count} văn bản.")


@app.command(epilog=_example("congbao serve --port 8000 --engine opensearch"))
def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ để lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng để lắng nghe.")] = 8000,
    engine: Annotated[
        Literal["tantivy", "opensearch"] | None, typer.Option(help="Máy tìm kiếm, thay cho CONGBAO_ENGINE.")
    ] = None,
) -> None:
    """Chạy trang web và API, kèm việc xử lý các tệp được tải lên."""
    import uvicorn

    from ui import terminal
    from ui.app import create_app

    changes: dict[str, Any] = {"engine": engine} if engine else {}
    if "base_url" not in read_settings().model_fields_set:
        changes["base_url"] = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 - compared only
    if not is_free(host, port):
        terminal.fail(f"Cổng {port} đang được dùng. Hãy chọn cổng khác bằng --port.")
        raise typer.Exit(UNAVAILABLE)
    with open_services(**changes) as services:
        terminal.err.print(f"Đang phục vụ tại {services.settings.base_url} (Ctrl-C để dừng)")
        logging.getLogger().setLevel(logging.WARNING)
        uvicorn.run(
            create_app(services),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            forwarded_allow_ips=services.settings.trusted_proxies,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=10,
        )


@app.command(epilog=_example("congbao status --links"))
def status(
    links: Annotated[bool, typer.Option("--links", help="In ba địa chỉ đáng mở.")] = False,
    base_url: Annotated[str | None, typer.Option(help="Địa chỉ của trang web, thay cho CONGBAO_BASE_URL.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Cho biết kho có gì: văn bản, số Công báo, trang, tệp và chỉ mục."""
    from dataclasses import asdict

    import msgspec

    from ui import terminal

    with open_services(**({"base_url": base_url} if base_url else {})) as services:
        counts = services.library.statistics()
        if as_json:
            terminal.write_line(msgspec.json.encode(asdict(counts)).decode())
        else:
            settings = services.settings
            terminal.show_statistics(counts, settings.engine, str(settings.data_dir))
        if links:
            for name, address in _links(services):
                terminal.out.print(f"{name}: {address}", soft_wrap=True)


@admin.command("token", epilog=_example('congbao admin token --name "Nguyễn An"'))
def token(
    name: Annotated[str, typer.Option(help="Tên biên tập viên.")] = "biên tập viên",
    revoke: Annotated[bool, typer.Option("--revoke", help="Thu hồi mọi mã của tên này.")] = False,
    list_all: Annotated[bool, typer.Option("--list", help="Liệt kê các mã đã cấp và lần dùng gần nhất.")] = False,
) -> None:
    """Tạo mã truy cập cho biên tập viên; mã chỉ hiện một lần, kho chỉ giữ dấu băm."""
    from ui import terminal

    with open_services() as services:
        if revoke:
            terminal.out.print(f"Đã thu hồi {services.tokens.revoke(name)} mã của {name}.")
            return
        if list_all:
            terminal.show_tokens(services.tokens.all())
            return
        terminal.write_line(services.tokens.create(name))
        settings = services.settings
        terminal.err.print(
            f"Hãy giữ kín mã này; nó chỉ hiện một lần. Đăng nhập tại {settings.base_url}/bien-tap.\n"
            f"Mã chỉ dùng được với kho này (thư mục dữ liệu: {settings.data_dir}).",
            markup=False,  # a path may hold brackets
        )


def _links(services: "Services") -> list[tuple[str, str]]:
    from ui.choices import links_of

    return links_of(services.library, services.settings.base_url)


def main() -> None:
    """Run the command that the arguments name, and turn errors of ours into their sentence and an exit code."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    except Exception as error:  # the outermost boundary: what has a remedy is told, anything else is shown whole
        remedy, reason = getattr(error, "remedy", None), getattr(error, "reason", None)
        if remedy is None:
            raise
        sys.stderr.write(f"{reason}: {remedy}\n")
        sys.exit(_exit_code(error))


def _exit_code(error: Exception) -> int:
    from ingest.errors import RefusedFile
    from search_api.errors import RequestError

    if isinstance(error, RequestError):
        return USAGE
    return REFUSED if isinstance(error, RefusedFile) else UNAVAILABLE
