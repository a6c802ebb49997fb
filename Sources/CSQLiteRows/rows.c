#include "CSQLiteRows.h"

#include <sqlite3.h>
#include <string.h>

static uint32_t word(const uint8_t *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t whole(const uint8_t *p) { return (uint64_t)word(p) | (uint64_t)word(p + 4) << 32; }

/// Binds the value at `p` and returns what is behind it; null when it does not fit before `end`, or SQLite refuses it.
static const uint8_t *bind(sqlite3_stmt *statement, int index, const uint8_t *p, const uint8_t *end, int *code) {
    if (p == end) return NULL;
    uint8_t kind = *p++;
    size_t left = (size_t)(end - p);
    switch (kind) {
    case TEXTMILL_NULL:
        *code = sqlite3_bind_null(statement, index);
        return p;
    case TEXTMILL_WORD:
        if (left < 4) return NULL;
        *code = sqlite3_bind_int64(statement, index, (sqlite3_int64)word(p));
        return p + 4;
    case TEXTMILL_WHOLE:
        if (left < 8) return NULL;
        *code = sqlite3_bind_int64(statement, index, (sqlite3_int64)whole(p));
        return p + 8;
    case TEXTMILL_REAL: {
        if (left < 8) return NULL;
        uint64_t bits = whole(p);
        double number;
        memcpy(&number, &bits, sizeof number);
        *code = sqlite3_bind_double(statement, index, number);
        return p + 8;
    }
    case TEXTMILL_TEXT: {
        if (left < 4) return NULL;
        size_t length = word(p);
        if (left - 4 < length) return NULL;
        // The bytes stay where they are until the statement has run and the binding is cleared.
        *code = sqlite3_bind_text64(statement, index, (const char *)p + 4, length, SQLITE_STATIC, SQLITE_UTF8);
        return p + 4 + length;
    }
    default: return NULL;
    }
}

static int put(struct sqlite3_stmt *const *statements, const int32_t *columns, int32_t tables, const uint8_t *p,
               const uint8_t *end, int64_t *number) {
    while (p < end) {
        uint8_t table = *p++;
        if (table >= tables) return TEXTMILL_MALFORMED;
        if (table == 0) *number += 1;
        sqlite3_stmt *statement = statements[table];
        int code = sqlite3_bind_int64(statement, 1, *number);
        for (int32_t i = 0; i < columns[table] && code == SQLITE_OK; i++) {
            p = bind(statement, i + 2, p, end, &code);
            if (p == NULL) return TEXTMILL_MALFORMED;
        }
        if (code == SQLITE_OK) code = sqlite3_step(statement);
        if (code == SQLITE_DONE) code = sqlite3_reset(statement);
        else sqlite3_reset(statement);
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

int textmill_put_rows(struct sqlite3_stmt *const *statements, const int32_t *columns, int32_t tables,
                      const uint8_t *bytes, size_t count, int64_t *number) {
    int code = put(statements, columns, tables, bytes, bytes + count, number);
    for (int32_t i = 0; i < tables; i++) sqlite3_clear_bindings(statements[i]);
    return code;
}
