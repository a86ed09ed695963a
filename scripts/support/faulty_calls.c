// Preloaded by scripts/torture: makes the n-th call of one kind fail, fall short or be interrupted, as APUS_FAULT says.
//
//   APUS_FAULT=CALL:N:WHAT   CALL write, pwrite, read, fsync, openat, renameat, unlinkat or mmap; N from 1, or "every" for each third
//                            call; WHAT EIO, ENOSPC, EMFILE, ENOMEM, EACCES, EINTR, short
//   APUS_FAULT_NOTE=FILE     gets a line for every call of that kind: "call" or "hit", and the path, so that a retried one is seen; and
//                            "committed" when a manifest has been renamed to its name
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_long calls;

static void note(const char *word, const char *path) {
    const char *name = getenv("APUS_FAULT_NOTE");
    int file = name ? REAL(open)(name, O_WRONLY | O_CREAT | O_APPEND, 0666) : -1;
    if (file < 0) return;
    char line[4200];
    int length = snprintf(line, sizeof line, "%s %s\n", word, path);
    if (length > 0) REAL(write)(file, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
    close(file);
}

/* What a descriptor is open at. */
static const char *path_of(int file, char *room, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, room, size - 1);
    room[length > 0 ? length : 0] = 0;
    return room;
}

/* The path of a name in a directory that is open. */
static const char *path_in(int folder, const char *name, char *room, size_t size) {
    char place[2048];
    if (name[0] == '/' || folder == AT_FDCWD) return name;
    snprintf(room, size, "%s/%s", path_of(folder, place, sizeof place), name);
    return room;
}

/* What to do with this call: 0 for nothing, -1 for a short one, else an errno. */
static int fault(const char *call, const char *path) {
    const char *wanted = getenv("APUS_FAULT");
    size_t length = strlen(call);
    if (!wanted || strncmp(wanted, call, length) != 0 || wanted[length] != ':') return 0;
    const char *number = wanted + length + 1, *what = strchr(number, ':');
    if (!what) return 0;
    long now = atomic_fetch_add(&calls, 1) + 1;
    int hit = strncmp(number, "every", 5) == 0 ? now % 3 == 0 : now == atol(number);
    note(hit ? "hit" : "call", path);
    if (!hit) return 0;
    what++;
    static const struct { const char *name; int code; } codes[] = {
        {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}, {"EACCES", EACCES}, {"EINTR", EINTR}};
    for (size_t place = 0; place < sizeof codes / sizeof *codes; place++)
        if (strcmp(what, codes[place].name) == 0) return codes[place].code;
    return -1;
}

#define FAIL_OR(code, failed) if ((code) > 0) { errno = (code); return (failed); }

/* Standard input, output and error are not what is tried. */
ssize_t write(int file, const void *bytes, size_t count) {
    char room[4096];
    int code = file > 2 ? fault("write", path_of(file, room, sizeof room)) : 0;
    FAIL_OR(code, -1)
    return REAL(write)(file, bytes, code < 0 && count > 1 ? count / 2 : count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    char room[4096];
    int code = fault("pwrite", path_of(file, room, sizeof room));
    FAIL_OR(code, -1)
    return REAL(pwrite)(file, bytes, code < 0 && count > 1 ? count / 2 : count, offset);
}

ssize_t read(int file, void *bytes, size_t count) {
    char room[4096];
    int code = file > 2 ? fault("read", path_of(file, room, sizeof room)) : 0;
    FAIL_OR(code, -1)
    return REAL(read)(file, bytes, code < 0 && count > 1 ? count / 2 : count);
}

int fsync(int file) {
    char room[4096];
    int code = fault("fsync", path_of(file, room, sizeof room));
    FAIL_OR(code, -1)
    return REAL(fsync)(file);
}

int openat(int folder, const char *path, int flags, ...) {
    char room[4096];
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    int code = fault("openat", path_in(folder, path, room, sizeof room));
    FAIL_OR(code, -1)
    return REAL(openat)(folder, path, flags, mode);
}

int renameat(int from, const char *path, int to, const char *name) {
    char room[4096];
    int code = fault("renameat", path_in(to, name, room, sizeof room));
    FAIL_OR(code, -1)
    int result = REAL(renameat)(from, path, to, name);
    if (result == 0 && strcmp(name, "manifest") == 0) note("committed", name);
    return result;
}

int unlinkat(int folder, const char *path, int flags) {
    char room[4096];
    int code = fault("unlinkat", path_in(folder, path, room, sizeof room));
    FAIL_OR(code, -1)
    return REAL(unlinkat)(folder, path, flags);
}

void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset) {
    char room[4096];
    int code = file > 2 ? fault("mmap", path_of(file, room, sizeof room)) : 0;
    FAIL_OR(code, MAP_FAILED)
    return REAL(mmap)(address, length, protection, flags, file, offset);
}
