import Glibc

/// What the system calls an error number.
enum SystemMessage {
    static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
