"""GET /health/live and /health/ready: is the process up, and can it do its work (promise P21)."""

from fastapi import APIRouter, Response

from search_api import schema
from search_api.guard.roles import open_to
from search_api.services import Services


def health_routes(services: Services) -> APIRouter:
    """The health routes over these services."""
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live", response_model=schema.Health)
    @open_to("everyone")
    def live() -> schema.Health:
        """The process answers; restart it if not."""
        return schema.Health(status="ok")

    @router.get("/ready", response_model=schema.Health, responses={503: {"model": schema.Health}})
    @open_to("everyone")
    def ready(response: Response) -> schema.Health:
        """Each part can work. With the engine down the answer is 503, though documents can still be read."""
        parts = {**services.library.parts(), "jobs": services.jobs_state()}
        response.headers["Cache-Control"] = "no-store"
        if all(state == "ok" for state in parts.values()):
            return schema.Health(status="ok", parts=parts)
        response.status_code = 503
        return schema.Health(status="degraded", parts=parts)

    return router
