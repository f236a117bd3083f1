"""Search results in the form that the API answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from search_api import schema_search as schema
from search_api.archive.identity import readable
from search_api.permalinks import absolute, document_path, provision_path
from search_api.query.hits import ProvisionHit, SearchHit, SearchPage
from search_api.query.request import SearchQuery
from search_api.routes.shapes import unmarked


@dataclass(frozen=True, slots=True)
class SearchShapes:
    """Gives pages of results their outer form; `base_url` is the installation's public address."""

    base_url: str

    def results(self, found: SearchPage, query: SearchQuery, next_cursor: str | None) -> schema.SearchOut:
        """A page of results."""
        return schema.SearchOut(
            total=found.total,
            total_is_exact=found.total_is_exact,
            page=query.page,
            size=query.size,
            took_ms=round(found.took_ms, 2),
            hits=[self._hit(hit) for hit in found.hits],
            facets={
                facet.name: [schema.FacetValueOut.model_validate(value) for value in facet.values]
                for facet in found.facets
            },
            next_cursor=next_cursor,
            understood=[schema.ChipOut.model_validate(chip) for chip in found.understood],
            notes=[schema.NoteOut.model_validate(note) for note in found.notes],
            meant=found.meant,
        )

    def related(self, hits: Iterable[SearchHit]) -> schema.RelatedOut:
        """Articles related to one."""
        return schema.RelatedOut(hits=[self._hit(hit) for hit in hits])

    def _hit(self, hit: SearchHit) -> schema.HitOut:
        title, title_matches = unmarked(hit.title)
        slug = readable(hit.type, hit.number, title)
        why = hit.explanation.clauses if hit.explanation else None
        return schema.HitOut(
            id=hit.id,
            url=absolute(self.base_url, document_path(hit.id, slug)),
            number=hit.number,
            type=hit.type,
            title=title,
            title_matches=title_matches,
            issuers=list(hit.issuers),
            issued_on=hit.issued_on,
            file=hit.file_sha256,
            first_page=hit.first_page,
            effective_on=hit.effective_on,
            gazette=hit.gazette_label,
            gazette_date=hit.gazette_date,
            by_ocr=hit.by_ocr,
            status=hit.status,
            score=hit.score,
            provisions=[self._provision(hit.id, slug, provision) for provision in hit.provisions],
            explanation=None if why is None else [schema.ContributionOut.model_validate(each) for each in why],
        )

    def _provision(self, document_id: str, slug: str, hit: ProvisionHit) -> schema.ProvisionHitOut:
        snippet, matches = unmarked(hit.snippet)
        return schema.ProvisionHitOut(
            eid=hit.eid,
            url=absolute(self.base_url, provision_path(document_id, slug, hit.eid)),
            label=hit.label,
            heading=unmarked(hit.heading)[0],
            snippet=snippet,
            matches=matches,
            page=hit.page,
        )
