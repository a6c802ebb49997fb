#pragma once
// Small inline pieces of the scanning loops: Swift's SIMD types compare sixteen bytes at once but cannot turn the
// answer into sixteen bits (pmovmskb), and cannot prefetch. Inlined into the Swift loops that call them.
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// Asks the processor to bring the cache line at `address` nearer.
static inline void ckernel_prefetch(const void *address) { __builtin_prefetch(address); }

/// The sixteen bytes at `bytes`: bit i of the result says whether byte i is 0x80 or above.
static inline uint32_t ckernel_high_bits16(const uint8_t *bytes) {
#if defined(__SSE2__)
    return (uint32_t)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)bytes));
#else
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++) mask |= (uint32_t)(bytes[i] >> 7) << i;
    return mask;
#endif
}

#if defined(__SSE2__)
static inline __m128i ckernel_between(__m128i v, char first, unsigned char count) {
    // Unsigned v - first < count, by the signed comparison SSE2 has.
    return _mm_cmplt_epi8(_mm_sub_epi8(v, _mm_set1_epi8((char)(first + 128))), _mm_set1_epi8((char)(count - 128)));
}
#endif

/// Folds sixteen bytes, each as if it were ASCII: capitals to small letters, tab to carriage return to a space.
///
/// Bytes of 0x80 and above come out as some byte; the caller looks at the result, the bits of those bytes, first.
static inline uint32_t ckernel_fold16(const uint8_t *bytes, uint8_t *folded) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)bytes);
    __m128i upper = _mm_and_si128(ckernel_between(v, 'A', 26), _mm_set1_epi8(0x20));
    __m128i space = ckernel_between(v, 9, 5);
    __m128i out = _mm_or_si128(v, upper);
    out = _mm_or_si128(_mm_andnot_si128(space, out), _mm_and_si128(space, _mm_set1_epi8(0x20)));
    _mm_storeu_si128((__m128i *)folded, out);
    return (uint32_t)_mm_movemask_epi8(v);
#else
    uint32_t mask = 0;
    uint8_t out[16];
    for (int i = 0; i < 16; i++) {
        uint8_t b = bytes[i];
        mask |= (uint32_t)(b >> 7) << i;
        out[i] = (uint8_t)(b - 'A') < 26 ? b | 0x20 : (uint8_t)(b - 9) < 5 ? 0x20 : b;
    }
    memcpy(folded, out, 16);
    return mask;
#endif
}

/// Folds `count` bytes as ``ckernel_fold16`` does, up to the first that is not ASCII or the last 31, and returns how
/// many. `folded` has room for `count`; what lies behind the returned number may be overwritten.
size_t ckernel_fold_ascii(const uint8_t *bytes, size_t count, uint8_t *folded);

/// For each of `blocks` times 64 bytes of folded text a word with the bits of ASCII letters and digits.
///
/// Returns the bits of all bytes from 0x80, one over the other: 0 when the text is ASCII.
uint64_t ckernel_word_bits(const uint8_t *text, size_t blocks, uint64_t *words);

/// Writes the places where the bits of some words change, lowest first, behind `count` earlier ones; returns the number.
///
/// `carry` is the last bit before the words, and after. Up to four places behind the last are overwritten.
size_t ckernel_find_edges(const uint64_t *words, size_t first, size_t end, uint64_t *carry, size_t *edges, size_t count);

/// The product that a word of text (its first 8 bytes, the rest zero) stands for in a filter, alone or first of two.
static inline uint64_t ckernel_word_key(uint64_t bytes) { return bytes * 0x9E3779B97F4A7C15ULL; }
/// The product for two words, from that of the first and the bytes of the second.
static inline uint64_t ckernel_pair_key(uint64_t first, uint64_t second) {
    return first ^ (second * 0xC2B2AE3D27D4EB4FULL);
}
/// The two bits which a product sets in the word of the filter at `key >> shift`.
static inline uint64_t ckernel_filter_bits(uint64_t key) {
    return 1ULL << (key >> 41 & 63) | 1ULL << (key >> 35 & 63);
}

/// Writes the numbers of the words that the filter has, alone or with the one after them; returns how many.
///
/// Word *i* is `edges[2 * i]` to `edges[2 * i + 1]`. There is one more word than `count`, and 8 bytes can be read from the
/// start of each.
size_t ckernel_filter_words(const uint8_t *text, const size_t *edges, size_t count, const uint64_t *filter,
                            uint64_t shift, uint32_t *kept);

/// A word-like run of bytes: ASCII letters and digits and everything from 0x80.
typedef struct {
    /// The first 8 bytes in small letters, 0 behind the end; says nothing of an odd run.
    uint64_t key;
    uint32_t start, end;
    /// Why it was kept.
    uint32_t hits;
    uint32_t unused;
} ckernel_run;

enum {
    /// The filter has the word alone.
    ckernel_hit_word = 1,
    /// The filter has the word with the next one.
    ckernel_hit_pair = 2,
    /// The filter has a beginning of the word.
    ckernel_hit_beginning = 4,
    /// The filter cannot judge the run.
    ckernel_hit_odd = 8,
};

/// Where ``ckernel_runs`` stands in a text.
typedef struct {
    const uint8_t *text;
    /// What is read lies from `first` to before `end`, at most 2^32 - 65.
    size_t first, end;
    /// Everything before has been read; `first` at first.
    size_t at;
    /// The start of a run that is not over at `at`, and 1 when there is one.
    size_t open;
    uint64_t is_open;
    /// The number of runs so far, kept or not.
    size_t count;
} ckernel_run_scan;

/// The most bytes that one call of ``ckernel_runs`` reads.
enum { ckernel_runs_step = 2048 };

/// What ``ckernel_runs`` looks words up in: by their first bytes in small letters, 0 behind the word's end.
typedef struct {
    /// 2^(64 - word_shift) cells, at most 2^18, of two times 64 bits: words by 8 bytes, alone; and with 3 bytes of the next word.
    const uint64_t *words;
    uint64_t word_shift;
    /// 2^(64 - beginning_shift) cells, at most 2^18, of 64 bits: beginnings of words by 3 bytes, those of 5 and more by 5.
    const uint64_t *beginnings;
    uint64_t beginning_shift;
} ckernel_word_filter;

/// A bit of a cell.
typedef struct {
    size_t cell;
    uint64_t bit;
} ckernel_filter_place;

/// The cell of a word, in its first half the bit of the word alone.
static inline ckernel_filter_place ckernel_word_place(uint64_t bytes, uint64_t shift) {
    const uint64_t product = bytes * 0x9E3779B97F4A7C15ULL;
    return (ckernel_filter_place){product >> shift, product >> 40 & 63};
}
/// The bit of a pair in the second half of the first word's cell.
static inline uint64_t ckernel_pair_bit(uint64_t bit, uint64_t next) {
    return bit ^ (next & 0xFFFFFFULL) * 0xD6E8FEB86659FD93ULL >> 58;
}
/// The cell of a beginning, and the bit of one of three or four bytes.
static inline ckernel_filter_place ckernel_beginning_place(uint64_t bytes, uint64_t shift) {
    const uint64_t product = (bytes & 0xFFFFFFULL) * 0xA0761D6478BD642FULL;
    return (ckernel_filter_place){product >> shift, product >> 40 & 63};
}
/// The bit of a beginning of five bytes.
static inline uint64_t ckernel_long_beginning_bit(uint64_t bytes) {
    return (bytes & 0xFFFFFFFFFFULL) * 0xC2B2AE3D27D4EB4FULL >> 58;
}

/// Reads on, and writes the runs that the filter has and those which it cannot judge: with bytes from 0x80, longer than
/// 63 bytes, of one byte after `.` or `'` or before `.`, and one that began before; returns how many.
///
/// `kept` has room for half of ``ckernel_runs_step`` and one more. The text is at its end when `at` is `end`.
///
/// `kind` says which instructions are used, at most ``ckernel_best_kind()``; the runs are the same with all of them.
size_t ckernel_runs(int kind, ckernel_run_scan *scan, const ckernel_word_filter *filter, ckernel_run *kept);

/// The best instructions that the processor has: 0 for those of every processor, 1 with AVX2, 2 with AVX-512.
int ckernel_best_kind(void);

/// The number of bytes before the first one in a set; `count` when there is none.
///
/// `set` is 32 bytes: bit h of byte l for the byte 0xhl below 0x80, of byte 16 + l for the byte 0x80 above it.
size_t ckernel_find_in_set(const uint8_t *bytes, size_t count, const void *set);

/// Writes a bit for each of `count` bytes, whether it is in the set, 64 to a word and the first lowest; the rest is 0.
void ckernel_set_bits(const uint8_t *bytes, size_t count, const void *set, uint64_t *words);

/// Bits of sixteen bytes, one for each.
typedef struct {
    uint32_t letters, digits, capitals;
} ckernel_ascii_bits;

/// Which of the sixteen bytes at `bytes` are ASCII letters, digits and capitals.
static inline ckernel_ascii_bits ckernel_ascii_bits16(const uint8_t *bytes) {
    ckernel_ascii_bits bits = {0, 0, 0};
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)bytes);
    bits.letters = (uint32_t)_mm_movemask_epi8(ckernel_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26));
    bits.digits = (uint32_t)_mm_movemask_epi8(ckernel_between(v, '0', 10));
    bits.capitals = (uint32_t)_mm_movemask_epi8(ckernel_between(v, 'A', 26));
#else
    for (int i = 0; i < 16; i++) {
        bits.letters |= (uint32_t)((uint8_t)((bytes[i] | 0x20) - 'a') < 26) << i;
        bits.digits |= (uint32_t)((uint8_t)(bytes[i] - '0') < 10) << i;
        bits.capitals |= (uint32_t)((uint8_t)(bytes[i] - 'A') < 26) << i;
    }
#endif
    return bits;
}
