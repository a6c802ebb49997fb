@_exported public import Diagnostics
@_exported public import DocumentModel

/// One step of a pipeline.
public protocol Stage: Sendable {}
