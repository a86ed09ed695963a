import Glibc

/// Shows how far indexing has come: a line that a terminal overwrites, JSON lines, or nothing.
final class ProgressBar {
    private enum Form { case bar, json, none }

    private static let interval = Duration.milliseconds(100)
    private let form: Form
    private let clock = ContinuousClock()
    private let began: ContinuousClock.Instant
    private var shown: ContinuousClock.Instant
    private var files = (done: 0, all: 0)
    private var bytes = (done: 0, all: 0)
    private var documents = 0
    private var isOnScreen = false

    init(_ choice: IndexCommand.ProgressChoice) {
        form = choice == .json ? .json : choice == .auto && Console.isTerminal ? .bar : .none
        began = clock.now
        shown = clock.now
    }

    func start(files: Int, bytes: Int) {
        self.files.all += files
        self.bytes.all += bytes
    }

    func advance(bytes count: Int) {
        bytes.done += count
        showInTime()
    }

    func advanceFile() {
        files.done += 1
        showInTime()
    }

    func advanceDocument() { documents += 1 }

    /// Makes room for a message.
    func clear() {
        if isOnScreen { Console.raw("\r\u{1B}[K") }
        isOnScreen = false
    }

    func finish() {
        clear()
        if form == .json { show() }
    }

    private func showInTime() {
        guard form != .none, clock.now - shown >= Self.interval else { return }
        shown = clock.now
        show()
    }

    private func show() {
        let elapsed = clock.now - began
        let seconds = max(0.001, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
        let rate = Double(bytes.done) / 1e6 / seconds
        let left = bytes.done > 0 ? seconds * Double(max(0, bytes.all - bytes.done)) / Double(bytes.done) : 0
        if form == .json {
            let fields =
                "\"files\":\(files.done),\"files_total\":\(files.all),\"bytes\":\(bytes.done),\"bytes_total\":\(bytes.all)"
            Console.raw(
                "{\"type\":\"progress\",\(fields),\"documents\":\(documents),\"mb_per_s\":\(tenths(rate)),\"seconds_left\":\(Int(left))}\n"
            )
            return
        }
        let width = 24
        let filled = bytes.all > 0 ? min(width, width * bytes.done / bytes.all) : 0
        let bar = String(repeating: "━", count: filled) + String(repeating: "╌", count: width - filled)
        Console.raw(
            "\r\u{1B}[K\(bar) \(files.done)/\(files.all) files  \(documents) documents  \(tenths(rate)) MB/s  \(time(left)) left")
        isOnScreen = true
    }

    private func tenths(_ value: Double) -> String { "\(Int(value * 10) / 10).\(Int(value * 10) % 10)" }

    private func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
