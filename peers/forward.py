"""Leads what is meant for wallhaven.cc to a gallery on this machine, and lets nothing else out.

    python forward.py GALLERY_PORT CERTIFICATE_FILE

An HTTP proxy that knows one verb, CONNECT. It answers in the name of the site's hosts with a certificate that it makes for the occasion
(its issuer is written to CERTIFICATE_FILE, for the clients to trust) and passes the bytes on as they are. It prints its port, and a line
for every host that it turned away. Runs in the throw-away environment of run.py, which has trustme.
"""
import socketserver
import ssl
import socket
import sys
import threading

import trustme

HOSTS = 'wallhaven.cc', 'www.wallhaven.cc', 'w.wallhaven.cc', 'th.wallhaven.cc', 'whvn.cc'


def pump(source, to):
    "Pass bytes on until one side has had enough"
    try:
        while data := source.recv(65536): to.sendall(data)
    except OSError: pass   # a client hung up: that is how it says that it is done
    finally:
        for end in (source, to):
            try: end.shutdown(socket.SHUT_RDWR)
            except OSError: pass   # closed already


class Lead(socketserver.StreamRequestHandler):
    rbufsize = 0   # what follows the question is TLS, not ours to read ahead

    def handle(self):
        verb, target = (self.rfile.readline(4096).decode('latin-1').split() + ['', ''])[:2]
        while self.rfile.readline(4096) not in (b'\r\n', b'\n', b''): pass
        host = target.rpartition(':')[0]
        if verb != 'CONNECT' or host not in HOSTS:
            print('turned away', verb, target, flush=True)
            self.wfile.write(b'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
            return
        self.wfile.write(b'HTTP/1.1 200 Connection established\r\n\r\n')
        with self.server.tls.wrap_socket(self.connection, server_side=True) as client, \
             socket.create_connection(('127.0.0.1', self.server.gallery_port)) as gallery:
            back = threading.Thread(target=pump, args=(gallery, client), daemon=True)
            back.start()
            pump(client, gallery)
            back.join()


class Forward(socketserver.ThreadingTCPServer):
    daemon_threads, block_on_close, request_queue_size = True, False, 64

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), OSError): super().handle_error(request, client_address)


def main():
    authority, server = trustme.CA(), Forward(('127.0.0.1', 0), Lead)
    authority.cert_pem.write_to_path(sys.argv[2])
    server.gallery_port, server.tls = int(sys.argv[1]), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(server.tls)
    print('port', server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == '__main__': main()
