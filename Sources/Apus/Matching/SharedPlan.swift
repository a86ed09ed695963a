/// A plan that is made and changes no more. Who holds it counts one reference, not one for each of its lists.
final class SharedPlan: Sendable {
    let plan: QueryPlan

    init(_ plan: consuming QueryPlan) { self.plan = plan }
}
