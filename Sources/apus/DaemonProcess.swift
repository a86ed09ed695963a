import Glibc

/// A daemon's process, as another process can see it.
struct DaemonProcess {
    private static let stepMicroseconds: UInt32 = 2000

    private let processID: Int32

    init(_ processID: Int32) { self.processID = processID }

    /// Waits until the process has ended, and so has given back its locks; false when it has not in that time.
    func waitForEnd(_ patience: Duration) -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + patience
        while isRunning {
            guard clock.now < end else { return false }
            usleep(Self.stepMicroseconds)
        }
        return true
    }

    /// Whether `/proc` shows the process as a living `apusd`. One whose parent has not looked at its end holds nothing any more.
    private var isRunning: Bool {
        guard let file = fopen("/proc/\(processID)/stat", "r") else { return false }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 256)
        guard fgets(&buffer, Int32(buffer.count), file) != nil else { return false }
        // PID (NAME) STATE …
        let words = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split(separator: " ")
        return words.count > 2 && words[1] == "(apusd)" && words[2] != "Z" && words[2] != "X"
    }
}
