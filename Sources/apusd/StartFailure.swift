/// What keeps the daemon from starting, with its exit code.
struct StartFailure: Error {
    var message: String
    var code: Int32

    init(_ message: String, code: Int32 = 3) {
        self.message = message
        self.code = code
    }
}
