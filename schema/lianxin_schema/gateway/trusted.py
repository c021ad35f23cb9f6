"""Documents known by their hash: sent once with the hash, or laid down in manifests."""

from collections import OrderedDict

from lianxin.language import Text
from lianxin_schema.http.gateway import GatewayError

KEPT_BYTES = 8 * 1024 * 1024
LONGEST = 64 * 1024


class TrustedDocuments:
    """Documents by `sha256:<hex>` (or Relay's `md5:<hex>`), the oldest forgotten first."""

    def __init__(self, laid_down: dict[str, str] | None = None) -> None:
        self._laid_down = laid_down or {}
        self._sent: OrderedDict[str, str] = OrderedDict()
        self._bytes = 0

    def resolve(self, document: str | None, document_id: str | None) -> str | None:
        """The document meant. Raises GatewayError for an id that is not known."""
        if document_id is None:
            return document
        if document is not None:
            self._remember(document_id, document)
            return document
        found = self._laid_down.get(document_id) or self._sent.get(document_id)
        if found is None:
            raise GatewayError(
                "PERSISTED_QUERY_NOT_FOUND",
                Text(
                    "服务器不认识这个文档哈希，请连同文档一起再发送一次",
                    "The document hash is not known here; send it once more with the document",
                ),
            )
        return found

    def _remember(self, document_id: str, document: str) -> None:
        if len(document) > LONGEST:
            return
        if document_id not in self._sent:
            self._bytes += len(document)
        self._sent[document_id] = document
        self._sent.move_to_end(document_id)
        while self._bytes > KEPT_BYTES:
            _, forgotten = self._sent.popitem(last=False)
            self._bytes -= len(forgotten)
