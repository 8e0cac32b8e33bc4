# Made from the module of this name by `python -m tools.stubs`: edit the page, not this file.
"""Send replies over HTTP/1.1: whole, in chunks, slowly, or cut short"""
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from .replies import Ask, Reply
from typing import Any
from typing import Iterator

__all__ = ['pieces', 'Door', 'ReplyServer']


def pieces(body: bytes, reply: Reply) -> Iterator[Any]:
    """A body as it goes over the wire

    - `body`: what is to be sent
    - `reply`: says how
    """

class Door(BaseHTTPRequestHandler):
    """HTTP/1.1 in front of a gallery, connections kept open"""
    protocol_version: str
    error_message_format: str
    do_HEAD: Any
    do_PUT: Any
    do_PATCH: Any
    do_DELETE: Any
    do_OPTIONS: Any
    def log_message(self, *args: Any) -> Any:
        """Say nothing: the gallery keeps its own log"""
    def version_string(self) -> str: ...
    def do_GET(self) -> None: ...
    def do_POST(self) -> None: ...
    def answer(self) -> None:
        """Answer one request, in as many pieces as the reply wants"""
    def refuse(self) -> None:
        """Answer a request that would write something; what it brings along is not read, so the line ends here"""
    def ask(self) -> Ask:
        """The request that came in"""
    def head(self, reply: Reply) -> None:
        """Send status and headers

        - `reply`: to be sent
        """

class ReplyServer(ThreadingHTTPServer):
    """Serve the replies of a gallery on 127.0.0.1, a thread for each connection; raises OSError if its port is taken"""
    daemon_threads: bool
    block_on_close: bool
    request_queue_size: int
    gallery: Any
    lines: set[Any]
    def __init__(self, gallery: Any) -> None:
        """- `gallery`: has port (0: any), ended, reply_to(ask) and log(ask, status, sent)"""
    def process_request(self, line: Any, visitor: Any) -> None: ...
    def shutdown_request(self, line: Any) -> None: ...
    def handle_error(self, line: Any, visitor: Any) -> None: ...
    def hang_up(self) -> None:
        """End all connections"""
