import Testing

@testable import ApusInput

@Suite("When changes are dealt with")
struct ChangeScheduleTests {
    private let start = ContinuousClock.now

    @Test("after rest; at the latest a second after the first; never within a second of the last commit")
    func due() throws {
        var schedule = ChangeSchedule()
        #expect(schedule.due == nil)
        schedule.change(at: start)
        #expect(schedule.due == start + .milliseconds(100))
        for step in 1...50 {
            schedule.change(at: start + .milliseconds(50 * step))
            #expect(schedule.due == start + min(.milliseconds(50 * step + 100), .seconds(1)))
        }
        schedule.commit(at: start + .seconds(3))
        #expect(schedule.due == nil)
        schedule.change(at: start + .milliseconds(3010))
        #expect(schedule.due == start + .seconds(4))
        schedule.change(at: start + .milliseconds(3950))
        #expect(schedule.due == start + .milliseconds(4010))
        schedule.commit(at: start + .seconds(5), pause: .seconds(60))
        schedule.change(at: start + .seconds(6))
        #expect(schedule.due == start + .seconds(65))
    }
}
