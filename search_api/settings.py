"""The settings of an installation, read once from the environment (prefix CONGBAO_)."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

EngineName = Literal["tantivy", "opensearch"]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Settings(BaseSettings):
    """One field a setting; CONGBAO_DATA_DIR sets `data_dir`. docs/settings.md lists them all."""

    model_config = SettingsConfigDict(env_prefix="CONGBAO_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("data"), description="Thư mục dữ liệu: tệp gốc, cơ sở dữ liệu, chỉ mục, ảnh trang.")
    engine: EngineName = Field("tantivy", description="Máy tìm kiếm: tantivy (có sẵn) hoặc opensearch.")
    opensearch_url: str = Field("http://127.0.0.1:9201", description="Địa chỉ của cụm OpenSearch.")
    opensearch_index: str = Field("congbao", description="Tên bí danh (alias) của chỉ mục trên OpenSearch.")
    opensearch_shards: int = Field(1, ge=1, le=64, description="Số phân mảnh (shard) của chỉ mục khi lập lại.")
    opensearch_replicas: int | None = Field(
        None, ge=0, le=10, description="Số bản sao của mỗi phân mảnh; để trống: một bản sao khi cụm có từ hai máy."
    )
    opensearch_seconds: float = Field(10.0, gt=0, le=60, description="Chờ cụm OpenSearch trả lời tối đa mấy giây.")
    database_url: str | None = Field(None, description="Địa chỉ SQLAlchemy; mặc định là SQLite trong thư mục dữ liệu.")
    base_url: str = Field("http://127.0.0.1:8000", description="Địa chỉ công khai, dùng trong Atom và liên kết.")
    allowed_hosts: tuple[str, ...] = Field(
        (), description='Tên máy chủ khác được phép trong tiêu đề Host, dạng JSON: ["congbao.example"].'
    )
    trusted_proxies: str = Field(
        "127.0.0.1,::1",
        description="Địa chỉ hoặc mạng của proxy được tin khi cho biết địa chỉ người dùng (X-Forwarded-For), cách nhau "
        "bằng dấu phẩy.",
    )
    workers: int = Field(2, ge=1, le=64, description="Số tệp được đọc cùng lúc.")
    page_cache_mb: int = Field(512, ge=1, description="Dung lượng tối đa của kho ảnh trang, tính bằng MB.")
    trust_roots: Path | None = Field(
        None, description="Thư mục chứng thư gốc (PEM) để kiểm tra chữ ký số; không có thì không chữ ký nào là hợp lệ."
    )
    search_log_days: int = Field(
        90,
        ge=0,
        le=3_650,
        description="Giữ số đếm câu tìm kiếm (không kèm thông tin người dùng) mấy ngày; 0: không giữ.",
    )
    session_hours: int = Field(12, ge=1, le=24 * 30, description="Phiên đăng nhập của biên tập viên kéo dài mấy giờ.")

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the archive."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'archive.sqlite').absolute()}"

    @property
    def jobs_database(self) -> str:
        """The SQLAlchemy address of the job tables: beside the archive, in a file of their own on SQLite.

        A file of their own, since SQLite has one writer a file and dbos writes each second.
        """
        return self.database_url or f"sqlite:///{(self.data_dir / 'jobs.sqlite').absolute()}"

    @property
    def hosts(self) -> frozenset[str]:
        """Host names that requests may carry, without ports: those of `base_url`, loopback and `allowed_hosts`."""
        own = urlsplit(self.base_url).hostname or ""
        return frozenset({own, *LOOPBACK, *self.allowed_hosts} - {""})

    @property
    def secure(self) -> bool:
        """Whether the site is served by https, so that cookies may insist on it."""
        return urlsplit(self.base_url).scheme == "https"
