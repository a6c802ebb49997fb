import TextKernel

extension TopicModel {
    /// The name by which stages ask for the shipped model.
    package static let shippedName = "news"

    /// The model that is part of the program; `make models` makes it anew.
    ///
    /// It lies in the executable and is used there: opening it costs one walk over its bytes, for the checksum.
    package static let shipped: TopicModel = {
        do {
            return try TopicModel(SharedMemory.shippedTopicModel)
        } catch {
            preconditionFailure("the model in Sources/CModels does not belong to this version: \(error)")
        }
    }()
}
