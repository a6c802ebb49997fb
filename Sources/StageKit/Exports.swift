// A stage imports StageKit alone and sees documents and diagnostics too.
@_exported public import Diagnostics
@_exported public import DocumentModel
