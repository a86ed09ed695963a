import ApusWire
import ArgumentParser

/// `apus ping`
struct PingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ping", abstract: "Whether the daemon answers.")
    @OptionGroup var place: Place

    func run() throws {
        _ = try place.daemon().reply(Request(.ping, dialect: .json))
        if Output.shared.isTerminal { Output.shared.write("the daemon answers\n") }
    }
}

/// `apus status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "What the daemon does now.")
    @OptionGroup var place: Place
    @Flag(help: "JSON, one object a line.") var json = false

    func run() throws { RowPrinter.print(try place.daemon().reply(Request(.status, dialect: .json)), json: json) }
}

/// `apus stop`
struct StopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stop", abstract: "Finishes what runs and stops the daemon.")
    @OptionGroup var place: Place

    /// More than the daemon gives to what runs.
    private static let patience = Duration.seconds(40)

    func run() throws {
        let daemon = try place.daemon()
        _ = try daemon.reply(Request(.shutdown, dialect: .json))
        guard DaemonProcess(daemon.processID).waitForEnd(Self.patience) else {
            throw CommandFailure(.partial, "the daemon still finishes what runs")
        }
        if Output.shared.isTerminal { Output.shared.write("the daemon has stopped\n") }
    }
}
