import Glibc

/// What the machine offers this process.
package enum Processors {
    /// Processors that may run it, at least 1.
    package static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
