# What the scripts need from the machine; sourced, not run.
# Each function returns at once when the thing is there, else installs it with apt-get, else says what to do.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$(basename "$0"): $*"
    exit 1
}

# install_package PACKAGE WHY: from Debian's or Ubuntu's archive, quietly; the log is shown when it fails.
install_package() {
    local package=$1 why=$2 log as_root=()
    command -v apt-get >/dev/null || fail "$why: please install what your system calls $package, then try again."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "$why: please run 'apt-get install $package' as root, then try again."
        as_root=(sudo)
    fi
    say "installing $package ($why)"
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "$package"; } </dev/null >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        rm -f "$log"
        fail "$package could not be installed: $why. Is the network reachable?"
    fi
    rm -f "$log"
}

require_swift() {
    command -v swift >/dev/null || fail "Swift 6.3 or newer is needed and 'swift' is not on the PATH: see https://www.swift.org/install"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    case "$version" in
        "" | [0-5].* | 6.[0-2]) fail "Swift 6.3 or newer is needed, this is ${version:-unknown}: see https://www.swift.org/install" ;;
    esac
}

require_zlib() {
    [ "$(uname)" = Darwin ] && return
    local folder
    for folder in /usr/include /usr/local/include; do
        [ -e "$folder/zlib.h" ] && return
    done
    install_package zlib1g-dev "zlib's headers are missing"
}

# The tests of languages are left out without it.
require_stemmer() {
    [ "$(uname)" = Darwin ] && return
    local folder
    for folder in /usr/lib/*-linux-gnu /usr/lib64 /usr/lib /usr/local/lib; do
        ls "$folder"/libstemmer.so* >/dev/null 2>&1 && return
    done
    install_package libstemmer0d "the tests of languages need libstemmer"
}

require_python() {
    command -v python3 >/dev/null || install_package python3 "the checks of layers and documents are written in Python"
}

# usage: the comment at the head of the running script.
usage() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"; }
