"A little HTTP server whose answers a test writes down beforehand, and which remembers what it was asked"
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Asked(list):
    "Requests as (path, headers), with the address of the server as `url`"


@contextmanager
def scripted(answer):
    "`answer(path, headers, nth)` gives (status, headers, body) or (status, headers, iterable of pieces, declared length)"
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        protocol_version, disable_nagle_algorithm = 'HTTP/1.1', True   # or each answer waits 40 ms for an ACK
        def log_message(self, *args): pass

        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            status, headers, body, *length = answer(self.path, self.headers, len(asked))
            pieces = [body] if isinstance(body, bytes) else body
            self.send_response(status)
            for k, v in headers.items(): self.send_header(k, v)
            if length != [None]: self.send_header('content-length', str(length[0] if length else len(body)))
            self.end_headers()
            try:
                for piece in pieces: self.wfile.write(piece)
            except OSError: pass
            if length: self.close_connection = True

    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    threading.Thread(target=server.serve_forever, kwargs=dict(poll_interval=.02), daemon=True).start()
    asked.url = f'http://127.0.0.1:{server.server_port}'
    try: yield asked
    finally:
        server.shutdown()
        server.server_close()
