"""Every command on drives that lack something: `python -m soak.drives`

A small disk in memory, one that may only be read, an overlay, a file system in a file (vfat where the kernel knows it, ext4)
and two stand-ins: without the fsync of folders, and without the memory that a write-ahead log needs. On each, the whole
way from an empty folder to a pick either works, or says in one line why not; what lies on the desktop afterwards can be
decoded, and what was said is in the file and in the database. Mounting needs root; what cannot be had here is named.
"""
import json, os, shutil, subprocess, sys, tempfile
from contextlib import contextmanager
from pathlib import Path

STAND_IN = r'''
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
static int lacks(const char *what) { const char *all = getenv("DRIVE_LACKS"); return all && strstr(all, what); }
static int shared(int fd) {
  char link[64], path[4096]; ssize_t n;
  if (fd < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd); n = readlink(link, path, sizeof path - 1);
  return n >= 4 && !strncmp(path + n - 4, "-shm", 4);
}
static void *mapped(const char *name, void *a, size_t n, int prot, int flags, int fd, off_t o) {
  void *(*real)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, name);
  if (lacks("memory") && (flags & MAP_SHARED) && shared(fd)) { errno = ENODEV; return MAP_FAILED; }
  return real(a, n, prot, flags, fd, o);
}
void *mmap(void *a, size_t n, int p, int f, int fd, off_t o) { return mapped("mmap", a, n, p, f, fd, o); }
void *mmap64(void *a, size_t n, int p, int f, int fd, off_t o) { return mapped("mmap64", a, n, p, f, fd, o); }
int fsync(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "fsync"); struct stat s;
  if (lacks("fsync") && !fstat(fd, &s) && S_ISDIR(s.st_mode)) { errno = EINVAL; return -1; }
  return real(fd);
}
'''


class Impossible(Exception): "A drive that cannot be had on this machine; the message says why"


def compiled(folder):
    "The stand-in as a library for LD_PRELOAD"
    source, library = Path(folder)/'drive.c', Path(folder)/'drive.so'
    source.write_text(STAND_IN)
    if not (gcc := shutil.which('gcc')): _skip('no gcc to make the stand-in with')
    subprocess.run([gcc, '-shared', '-fPIC', '-o', library, source, '-ldl'], check=True)
    return library


def _skip(why):
    "Say why something cannot be tried here, to pytest where that is running"
    if 'pytest' in sys.modules: sys.modules['pytest'].skip(why)
    raise Impossible(why)
