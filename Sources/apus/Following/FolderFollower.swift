import Apus
import ApusInput
import Glibc

/// `apus index --watch`: after a first run it waits for changes and indexes them, until SIGINT or SIGTERM comes.
///
/// Each time the index is opened anew, through the daemon when one listens by then: the writer's lock is held only while something is
/// written. What cannot be written now is tried again. Where the system cannot watch, all is looked at every few seconds.
final class FolderFollower {
    private let choice: InputChoice
    /// One run of indexing into an index that was just opened.
    private let makeRun: () throws -> IndexRun
    private let wish: TerminationWish
    private var changes = FolderChanges()
    private var schedule = ChangeSchedule()
    private var retry = RetryDelay()
    private var watch: FolderWatch?
    private var missing: MissingPaths
    private var problems = 0
    /// What could not be looked into and was told of.
    private var told: Set<String> = []
    /// Files that were told of, with their sizes and times, so that a look at everything does not tell of them again.
    private var troubled: [ExactText: InputSource] = [:]

    init(_ choice: InputChoice, _ wish: TerminationWish, makeRun: @escaping () throws -> IndexRun) {
        self.choice = choice
        self.wish = wish
        self.makeRun = makeRun
        missing = MissingPaths(choice.paths)
        do throws(WatchFailure) { watch = try FolderWatch() } catch { tell(error) }
    }

    /// What the first run reads, with the folders watched from then on.
    func findInputs() throws -> (sources: [InputSource], problems: [InputProblem]) {
        let found = try choice.find(watch: watch)
        told = Set(found.problems.map(\.description))
        checkWatch()
        return found
    }

    /// Follows until the end is wished for. Then nothing that was seen is left out.
    func follow(after first: IndexRun) throws {
        remember(first)
        problems += first.counts.problems
        schedule.commit(at: .now)
        while !wish.isThere {
            wait()
            try gather()
            if let due = schedule.due, due <= .now, retry.isOver { try deal() }
        }
        try gather()
        retry.end()
        if !changes.isEmpty { try deal() }
        if let failure = retry.failure { throw failure }
        if problems > 0 { throw CommandFailure(.partial) }
    }

    // MARK: Noticing

    private func wait() {
        let moments = [retry.isOver ? schedule.due : retry.next, missing.nextLook, watch == nil ? schedule.due ?? .now : nil]
        _ = Poll.wait(for: [wish.descriptor] + (watch.map { [$0.descriptor] } ?? []), until: moments.compactMap { $0 }.min())
    }

    private func gather() throws {
        var new = watch?.takeChanges() ?? FolderChanges()
        for path in missing.returned() { new.add(path: path) }
        // Without a watch all may have changed at any time.
        if watch == nil { new.isUnknown = true }
        checkWatch()
        if case .unmounted = watch?.failure { throw CommandFailure(.unavailable, watch?.failure?.description) }
        guard !new.isEmpty else { return }
        changes.formUnion(new)
        schedule.change(at: .now)
    }

    private func checkWatch() {
        guard let failure = watch?.failure else { return }
        if case .unmounted = failure { return }
        tell(failure)
        watch = nil
        changes.isUnknown = true
    }

    private func tell(_ failure: WatchFailure) {
        Console.error("\(failure); looking at all files again and again instead")
    }

    // MARK: Indexing

    /// Brings the index up to what the folders hold now; what fails for lack of something is kept for later.
    private func deal() throws {
        for path in missing.look() { changes.add(path: path) }
        let taken = changes
        let began = ContinuousClock.now
        do {
            changes = FolderChanges()
            try index(taken)
            retry = RetryDelay()
        } catch {
            guard let failure = CommandFailure(ofEngine: error), failure.status == .unavailable else { throw error }
            changes.formUnion(taken)
            if retry.fails(with: failure), let message = failure.message { Console.error(message) }
        }
        let now = ContinuousClock.now
        // Looking at all files takes a twentieth of the time at most.
        schedule.commit(at: now, pause: max(ChangeSchedule.pause, watch == nil ? (now - began) * 20 : .zero))
        if !changes.isEmpty { schedule.change(at: now) }
    }

    private func index(_ changes: FolderChanges) throws {
        var (sources, found) = try choice.find(within: changes.scope, watch: watch)
        checkWatch()
        if changes.isUnknown {
            sources.removeAll { troubled[ExactText($0.path)] == $0 }
            found.removeAll { told.contains($0.description) }
        }
        let run = try makeRun()
        report(found, to: run)
        try run.add(sources, trustingTimes: changes.isUnknown)
        try run.drop(files: changes.goneFiles)
        try run.prune(changes.folderNames + (changes.isUnknown ? missing.others : []))
        try show(run)
        remember(run)
    }

    private func show(_ run: IndexRun) throws {
        let generation = try run.finish()
        problems += run.counts.problems
        guard run.counts.isChange || run.counts.problems > 0 else { return }
        Output.shared.write(run.counts.summary(generation: generation))
        try Output.shared.flush()
    }

    private func report(_ found: [InputProblem], to run: IndexRun) {
        for problem in found where !missing.holds(problem.file) {
            told.insert(problem.description)
            run.report(problem)
        }
    }

    private func remember(_ run: IndexRun) {
        for path in run.found { troubled[path] = nil }
        for source in run.troubled { troubled[ExactText(source.path)] = source }
    }
}
