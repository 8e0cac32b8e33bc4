"""Kernels for pages that start with the libraries already imported, on Linux.

A hundred and thirty pages import the same libraries, a second or two each and fastai's six: half of what running them cost. Here one Python
imports them once, and each page's kernel is a fork of it: it has a folder, variables and memory of its own, and nothing of any other page's.
The package itself is imported by each page anew.

`python tools/kernels.py serve NUMBER MODULE …` is that Python; it listens at the socket that it inherits by that number. What connects sends a line of
JSON with the kernel's folder, variables and arguments, and the connection ends with the kernel. `python tools/kernels.py ask ADDRESS ARGUMENT …` asks
for one and lasts as long: Jupyter takes it for the kernel.
"""
import json
import os
import signal
import socket
import sys
import threading
import warnings


def ask(address, *arguments):
    "Begin a kernel with this process's folder and variables, and wait for its end"
    signal.signal(signal.SIGINT, signal.SIG_IGN)   # Jupyter interrupts a kernel before it ends it
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(address)
        link.sendall(json.dumps(dict(folder=os.getcwd(), variables=dict(os.environ), arguments=arguments)).encode() + b'\n')
        link.recv(1)


def become(link):
    "Be the kernel that was asked for; end when nobody waits for it any more"
    asked = json.loads(link.makefile().readline())
    os.environ.clear()
    os.environ.update(asked['variables'])
    os.chdir(asked['folder'])
    os.setsid()
    if 'numpy' in sys.modules: sys.modules['numpy'].random.seed()   # or all forks would draw the same; Python's own `random` sees to that itself
    threading.Thread(target=lambda: (link.recv(1), os._exit(1)), daemon=True).start()
    from ipykernel.kernelapp import IPKernelApp
    IPKernelApp.launch_instance(argv=asked['arguments'])


def serve(number, *modules):
    "Import `modules`, then fork a kernel for each that asks; who asks before that waits"
    del sys.path[0]   # the folder of this file
    os.environ['MPLBACKEND'] = 'module://matplotlib_inline.backend_inline'   # as a kernel sets it before matplotlib is imported
    with warnings.catch_warnings():   # what libraries say of each other is not about a page
        warnings.simplefilter('ignore')
        for name in modules: __import__(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)   # ended kernels leave nothing behind
    with socket.socket(fileno=int(number)) as listening:
        while True:
            link, _ = listening.accept()
            if os.fork(): link.close()
            else:
                listening.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                become(link)
                os._exit(0)


if __name__ == '__main__': dict(ask=ask, serve=serve)[sys.argv[1]](*sys.argv[2:])
