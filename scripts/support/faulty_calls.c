// Preloaded by scripts/torture: makes the n-th call of one kind fail, fall short or be interrupted, as APUS_FAULT says.
//
//   APUS_FAULT=CALL:N:WHAT   CALL write, fsync or openat; N from 1, or "every" for each third call; WHAT EIO, ENOSPC, EMFILE, EINTR, short
//   APUS_FAULT_NOTE=FILE     gets a line for every call of that kind, so that a retried one is seen
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

/* What to do with this call: 0 for nothing, -1 for a short write, else an errno. */
static int fault(const char *call) {
    const char *wanted = getenv("APUS_FAULT");
    size_t length = strlen(call);
    if (!wanted || strncmp(wanted, call, length) != 0 || wanted[length] != ':') return 0;
    const char *number = wanted + length + 1, *what = strchr(number, ':');
    if (!what) return 0;
    long now = atomic_fetch_add(&calls, 1) + 1;
    int hit = strncmp(number, "every", 5) == 0 ? now % 3 == 0 : now == atol(number);
    const char *note = getenv("APUS_FAULT_NOTE");
    if (note) {
        int file = (int)((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open"))(note, O_WRONLY | O_CREAT | O_APPEND, 0666);
        if (file >= 0) {
            ssize_t (*put)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
            put(file, hit ? "hit\n" : "call\n", hit ? 4 : 5);
            close(file);
        }
    }
    if (!hit) return 0;
    what++;
    if (strcmp(what, "EIO") == 0) return EIO;
    if (strcmp(what, "ENOSPC") == 0) return ENOSPC;
    if (strcmp(what, "EMFILE") == 0) return EMFILE;
    if (strcmp(what, "EINTR") == 0) return EINTR;
    return -1;
}

/* Standard output and error are not what is tried. */
ssize_t write(int file, const void *bytes, size_t count) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    int code = file > 2 ? fault("write") : 0;
    if (code > 0) { errno = code; return -1; }
    return real(file, bytes, code < 0 && count > 1 ? count / 2 : count);
}

int fsync(int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    int code = fault("fsync");
    if (code > 0) { errno = code; return -1; }
    return real(file);
}

int openat(int folder, const char *path, int flags, ...) {
    int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, "openat");
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    int code = fault("openat");
    if (code > 0) { errno = code; return -1; }
    return real(folder, path, flags, mode);
}
