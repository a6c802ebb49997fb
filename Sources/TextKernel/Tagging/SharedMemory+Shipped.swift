import CModels

extension SharedMemory {
    /// The shipped model of entities, in the program's own memory.
    ///
    /// The pointer is good for as long as the program runs: it points to a constant of the executable of just as many
    /// bytes.
    package static let shippedEntityModel = SharedMemory(
        constant: UnsafeRawBufferPointer(start: textmill_entity_model(), count: textmill_entity_model_size()))

    /// The shipped model of topics, in the program's own memory; good for as long as the program runs, as the other.
    package static let shippedTopicModel = SharedMemory(
        constant: UnsafeRawBufferPointer(start: textmill_topic_model(), count: textmill_topic_model_size()))
}
