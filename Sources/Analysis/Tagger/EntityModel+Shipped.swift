import TextKernel

extension EntityModel {
    /// The model that is part of the program; `make models` makes it anew.
    ///
    /// It lies in the executable and is used there: opening it costs one walk over its bytes, for the checksum.
    package static let shipped: EntityModel = {
        do {
            return try EntityModel(SharedMemory.shippedEntityModel)
        } catch {
            preconditionFailure("the model in Sources/CModels does not belong to this version: \(error)")
        }
    }()
}
