"""Keeps a Python, and every Python that it starts, on this machine. `tools/pages.py` puts this folder first on PYTHONPATH, where Python
imports a `sitecustomize` by itself. Whatever asks for a name or an address that is not loopback's gets "Network is unreachable", as on a
train, and the attempt is written down in the file that LOOPBACK_TRIED names. Libraries that open sockets without Python are not seen."""
import errno
import os
import sys

ASKED = {'socket.connect': 1, 'socket.sendto': 1, 'socket.sendmsg': 1,   # where the address stands among an event's arguments
         'socket.getaddrinfo': 0, 'socket.gethostbyname': 0, 'socket.gethostbyaddr': 0}


def elsewhere(address):
    "The host of an address that is not on this machine; an address without a host is a socket file, or none"
    host = address[0] if isinstance(address, tuple) else address
    host = host.decode(errors='replace') if isinstance(host, bytes) else host
    if not isinstance(host, str) or host in ('', 'localhost', '::1', '0.0.0.0', '::') or host.startswith('127.'): return None
    return host


def watch(event, args):
    if event not in ASKED: return
    address = args[ASKED[event]]
    if event.startswith(('socket.connect', 'socket.send')) and not isinstance(address, tuple): return
    if not (host := elsewhere(address)): return
    if tried := os.environ.get('LOOPBACK_TRIED'):
        with open(tried, 'a', encoding='utf-8') as f: f.write(f'{event} {host}\n')
    raise OSError(errno.ENETUNREACH, f'Network is unreachable: {host}')


sys.addaudithook(watch)
