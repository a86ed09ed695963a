import ApusSocket
import ApusWire
import ArgumentParser

/// The command line: parses arguments, runs one command, and turns what went wrong into an exit code.
@main
struct ApusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apus",
        abstract: "Finds words and phrases in your files.",
        discussion: """
            An index is one directory: -i DIR, else $APUS_INDEX, else ./index. A daemon (apusd) that serves it is asked when one \
            is listening; otherwise the directory is opened directly. The answers are the same.
            """,
        version: Version.text,
        subcommands: [
            IndexCommand.self, SearchCommand.self, CountCommand.self, BatchCommand.self, GetCommand.self, DeleteCommand.self,
            StatsCommand.self, CheckCommand.self, MergeCommand.self, BackupCommand.self, AnalyzeCommand.self, ParseCommand.self,
            ExplainCommand.self, FacetsCommand.self, TermsCommand.self, SuggestCommand.self, ShellCommand.self, PingCommand.self,
            StatusCommand.self, StopCommand.self,
        ])

    static func main() {
        StandardFiles.fillGaps()
        Signals.prepare()
        do {
            let arguments = try QueryArguments.separated(Array(CommandLine.arguments.dropFirst()))
            try refuseUnknownCommand(arguments.first)
            var command = try parseAsRoot(arguments)
            if isRead(command) { Output.shared.pageLongOutput() }
            try command.run()
            try Output.shared.end()
        } catch {
            if let failure = CommandFailure(ofEngine: error) { finish(failure) }
            leave(with: error)
        }
    }

    /// Whether a person reads what it prints, from its beginning.
    private static func isRead(_ command: any ParsableCommand) -> Bool {
        switch command {
        case is SearchCommand, is BatchCommand, is GetCommand, is FacetsCommand, is TermsCommand, is StatsCommand,
            is CheckCommand:
            true
        default: false
        }
    }

    /// Commands that the parser does not know, and why.
    private static func refuseUnknownCommand(_ name: String?) throws {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let name, !name.hasPrefix("-"), !names.contains(name) else { return }
        let shown = Style.safe(name)
        let hint = NearestName.of(name, among: names).map { "did you mean \($0)?" } ?? "apus --help lists them"
        throw CommandFailure(.usage, "unknown command \(shown): \(hint)")
    }

    private static func finish(_ failure: CommandFailure) -> Never {
        var status = failure.status
        do { try Output.shared.end() } catch {
            Console.error(error.message ?? "")
            if status == .done { status = error.status }
        }
        if let message = failure.message { Console.error(message) }
        status.exit()
    }

    /// Ends with help, the version, or what was wrong with the arguments.
    private static func leave(with error: any Error) -> Never {
        let message = fullMessage(for: error)
        if exitCode(for: error).isSuccess {
            Output.shared.write(message + "\n")
            finish(CommandFailure(.done))
        }
        try? Output.shared.end()
        guard exitCode(for: error) == .validationFailure else { finish(CommandFailure(.bug, "\(error)")) }
        Console.raw(message + "\n")
        ExitStatus.usage.exit()
    }
}

/// The release, as `--version` says it.
enum Version {
    static let text = "apus 0.1.0"
}
