#ifndef CSQLITEROWS_H
#define CSQLITEROWS_H

#include <stddef.h>
#include <stdint.h>

struct sqlite3_stmt;

/// How a value stands in the bytes of a row, after one byte that says which it is.
enum textmill_value {
    TEXTMILL_NULL = 0,  ///< nothing follows
    TEXTMILL_WORD = 1,  ///< four bytes, the lowest first: a whole number from 0
    TEXTMILL_WHOLE = 2, ///< eight bytes, the lowest first: any whole number
    TEXTMILL_REAL = 3,  ///< eight bytes, the lowest first: the bits of a double
    TEXTMILL_TEXT = 4   ///< four bytes that count the bytes of UTF-8 behind them
};

/// What `textmill_put_rows` returns for bytes that are no rows; SQLite's codes are never negative.
enum { TEXTMILL_MALFORMED = -1 };

/// Inserts the rows in `bytes`: for each a byte that names its table, then the table's values.
///
/// `statements[t]` inserts into table `t`: its first parameter is the number of the document, the next `columns[t]` are
/// the values. Table 0 is that of documents: each of its rows counts `*number` up by one. Strings are handed to SQLite
/// where they lie. Returns SQLite's code, 0 when all is well; what was inserted before an error is the transaction's.
int textmill_put_rows(struct sqlite3_stmt *const *statements, const int32_t *columns, int32_t tables,
                      const uint8_t *bytes, size_t count, int64_t *number);

#endif
