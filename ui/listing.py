"""Results of a search on a terminal. Texts are Vietnamese."""

from collections.abc import Sequence

from rich.text import Text

from search_api.permalinks import absolute, provision_path
from search_api.query.hits import MARK_END, MARK_START, Facet, SearchHit, SearchPage
from search_api.query.request import STATUS_NAMES, SearchQuery
from ui.explained import reasons
from ui.pages.search_facets import FACETS_SHOWN, FIELDS
from ui.pages.understood import NAMES
from ui.pages.wording import hit_slug, unmarked
from ui.terminal import out

SHOWN_PROVISIONS = 2


def show_hits(found: SearchPage, asked: SearchQuery, base_url: str) -> None:
    """What was understood, and results with their best provisions, matched words set off."""
    what = "điều khoản" if asked.unit == "provision" else "văn bản"
    out.print(f"{'' if found.total_is_exact else 'Hơn '}{found.total} {what} ({found.took_ms:.0f} ms)")
    read = [f"{NAMES[chip.kind]}: {chip.shown}" for chip in found.understood]
    told = [f"Hiểu là: {' · '.join(read)}"] if read else []
    told += [note.message for note in found.notes]
    told += [f"Có phải bạn muốn tìm: {found.meant}"] if found.meant else []
    for line in told:
        out.print(Text(line, "dim"))
    out.print()
    for hit in found.hits:
        _show_hit(hit, base_url)


def _show_hit(hit: SearchHit, base_url: str) -> None:
    status = STATUS_NAMES.get(hit.status, "") if hit.status != "unknown" else ""
    out.print(
        Text.assemble((" ".join(part for part in (hit.type, hit.number) if part), "bold"), "  ", marked(hit.title))
    )
    issued = f"{hit.issued_on:%d/%m/%Y}" if hit.issued_on else ""
    facts = [", ".join(hit.issuers), issued, hit.gazette_label or "", status]
    out.print(Text("  " + " · ".join(fact for fact in facts if fact), "dim"))
    slug = hit_slug(hit)
    for provision in hit.provisions[:SHOWN_PROVISIONS]:
        heading = " ".join(part for part in (provision.label, unmarked(provision.heading)) if part)
        out.print(Text.assemble("  ", (heading, "cyan"), "  ", marked(provision.snippet)))
    for reason in reasons(hit.explanation):
        out.print(Text(f"    {reason.value:>8}  {reason.name}", "dim"))
    first = hit.provisions[0].eid if hit.provisions else None
    path = provision_path(hit.id, slug, first) if first else f"/van-ban/{hit.id}/{slug}"
    out.print(Text("  " + absolute(base_url, path), "blue"))
    out.print()


def show_facets(facets: Sequence[Facet]) -> None:
    """How many documents each value of each facet has, as `--filter` takes them."""
    held = {facet.name: facet for facet in facets}
    for field in FIELDS:
        values = held[field.facet].values[:FACETS_SHOWN] if field.facet in held else ()
        if values:
            shown = " · ".join(f"{field.name(value.value)} ({value.count})" for value in values)
            out.print(Text.assemble((f"{field.title} ({field.facet}): ", "bold"), shown))


def marked(text: str) -> Text:
    """A marked text with matched words set off."""
    shown = Text()
    for number, piece in enumerate(text.replace(MARK_END, MARK_START).split(MARK_START)):
        shown.append(piece, "bold yellow" if number % 2 else None)
    return shown
