// The loops of the name search that every byte and every word goes through. C, because they live on instructions
// which Swift has no name for (pmovmskb, and AVX2, BMI and POPCNT, or AVX-512, where the processor has them, chosen as
// the program starts).
#include "scan.h"
#if defined(__x86_64__)
#include <immintrin.h>
#define MODERN __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define WIDE __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,avx2,bmi,bmi2,popcnt,lzcnt")))
#endif
#define INLINED static inline __attribute__((always_inline))

#if defined(__x86_64__)
// Whether the processor has what MODERN needs; asked once by the loader.
static int is_modern(void) {
    static int known; // 0 unknown, 1 no, 2 yes; threads that race write the same
    int now = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (now == 0) {
        __builtin_cpu_init();
        now = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                      __builtin_cpu_supports("popcnt")
                  ? 2
                  : 1;
        __atomic_store_n(&known, now, __ATOMIC_RELAXED);
    }
    return now == 2;
}

// Whether it has what WIDE needs besides.
static int is_wide(void) {
    static int known; // as above
    int now = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (now == 0) {
        now = is_modern() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512vbmi2")
                  ? 2
                  : 1;
        __atomic_store_n(&known, now, __ATOMIC_RELAXED);
    }
    return now == 2;
}

MODERN static inline __m256i between(__m256i v, char first, unsigned char count) {
    return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(count - 128)), _mm256_sub_epi8(v, _mm256_set1_epi8((char)(first + 128))));
}

MODERN static size_t fold_ascii_modern(const uint8_t *bytes, size_t count, uint8_t *folded) {
    const __m256i bit = _mm256_set1_epi8(0x20);
    size_t i = 0;
    while (count - i >= 32) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(bytes + i));
        __m256i out = _mm256_or_si256(v, _mm256_and_si256(between(v, 'A', 26), bit));
        out = _mm256_blendv_epi8(out, bit, between(v, 9, 5));
        _mm256_storeu_si256((__m256i *)(folded + i), out);
        uint32_t high = (uint32_t)_mm256_movemask_epi8(v);
        if (high != 0) return i + (size_t)__builtin_ctz(high);
        i += 32;
    }
    return i;
}

MODERN static uint64_t word_bits_modern(const uint8_t *text, size_t blocks, uint64_t *words) {
    __m256i highs = _mm256_setzero_si256();
    for (size_t block = 0; block < blocks; block++) {
        uint64_t bits = 0;
        for (int half = 0; half < 2; half++) {
            __m256i v = _mm256_loadu_si256((const __m256i *)(text + 64 * block + 32 * half));
            __m256i letters = between(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), 'a', 26);
            __m256i word = _mm256_or_si256(letters, between(v, '0', 10));
            bits |= (uint64_t)(uint32_t)_mm256_movemask_epi8(word) << (32 * half);
            highs = _mm256_or_si256(highs, v);
        }
        words[block] = bits;
    }
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(highs);
}
#endif

static uint64_t word_bits_portable(const uint8_t *text, size_t blocks, uint64_t *words) {
    uint64_t highs = 0;
    for (size_t block = 0; block < blocks; block++) {
        uint64_t bits = 0;
        const uint8_t *at = text + 64 * block;
#if defined(__SSE2__)
        for (int i = 0; i < 4; i++) {
            __m128i v = _mm_loadu_si128((const __m128i *)(at + 16 * i));
            __m128i letters = ckernel_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
            __m128i word = _mm_or_si128(letters, ckernel_between(v, '0', 10));
            bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (16 * i);
            highs |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << (16 * i);
        }
#elif defined(__aarch64__)
        const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
        for (int i = 0; i < 4; i++) {
            uint8x16_t v = vld1q_u8(at + 16 * i);
            uint8x16_t letters = vcltq_u8(vsubq_u8(vorrq_u8(v, vdupq_n_u8(0x20)), vdupq_n_u8('a')), vdupq_n_u8(26));
            uint8x16_t digits = vcltq_u8(vsubq_u8(v, vdupq_n_u8('0')), vdupq_n_u8(10));
            uint8x16_t w = vandq_u8(vorrq_u8(letters, digits), weights);
            bits |= (uint64_t)(vaddv_u8(vget_low_u8(w)) | (uint32_t)vaddv_u8(vget_high_u8(w)) << 8) << (16 * i);
            highs |= vmaxvq_u8(v) & 0x80;
        }
#else
        for (int i = 0; i < 64; i++) {
            uint8_t b = at[i];
            int word = (uint8_t)((b | 0x20) - 'a') < 26 || (uint8_t)(b - '0') < 10;
            bits |= (uint64_t)word << i;
            highs |= b & 0x80;
        }
#endif
        words[block] = bits;
    }
    return highs;
}

INLINED size_t find_edges(const uint64_t *words, size_t first, size_t end, uint64_t *carry, size_t *edges, size_t count) {
    uint64_t before = *carry;
    for (size_t block = first; block < end; block++) {
        uint64_t changes = words[block] ^ (words[block] << 1 | before);
        before = words[block] >> 63;
        size_t base = 64 * block, after = count + (size_t)__builtin_popcountll(changes);
        // Four at a time, some of them beyond `after`, to be overwritten: a branch less for each.
        while (changes != 0) {
            for (int i = 0; i < 4; i++) {
                edges[count + i] = base + (changes != 0 ? (size_t)__builtin_ctzll(changes) : 0);
                changes &= changes - 1;
            }
            count += 4;
        }
        count = after;
    }
    *carry = before;
    return count;
}

INLINED uint64_t first_bytes(const uint8_t *text, size_t start, size_t end) {
    uint64_t bytes;
    memcpy(&bytes, text + start, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    size_t missing = end - start < 8 ? 8 - (end - start) : 0;
    return bytes & ~0ULL >> (8 * missing & 63);
}

INLINED size_t filter_words(const uint8_t *text, const size_t *edges, size_t count, const uint64_t *filter,
                            uint64_t shift, uint32_t *kept) {
    size_t k = 0;
    if (count == 0) return 0;
    uint64_t key = ckernel_word_key(first_bytes(text, edges[0], edges[1]));
    for (size_t word = 0; word < count; word++) {
        uint64_t next = first_bytes(text, edges[2 * word + 2], edges[2 * word + 3]);
        uint64_t pair = ckernel_pair_key(key, next);
        uint64_t one = ckernel_filter_bits(key), two = ckernel_filter_bits(pair);
        kept[k] = (uint32_t)word;
        k += ((filter[key >> shift] & one) == one) | ((filter[pair >> shift] & two) == two);
        key = ckernel_word_key(next);
    }
    return k;
}

// Bits of 64 bytes: ASCII letters and digits; returns those, and the bytes from 0x80 in `high`.
static inline uint64_t run_bits_portable(const uint8_t *at, uint64_t *high) {
    uint64_t word = 0;
    *high = 0;
#if defined(__SSE2__)
    for (int i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(at + 16 * i));
        __m128i letters = ckernel_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
        word |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(letters, ckernel_between(v, '0', 10))) << (16 * i);
        *high |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << (16 * i);
    }
#else
    word_bits_portable(at, 1, &word);
    for (int i = 0; i < 64; i++) *high |= (uint64_t)(at[i] >> 7) << i;
#endif
    return word;
}

#if defined(__x86_64__)
MODERN static inline uint64_t run_bits_modern(const uint8_t *at, uint64_t *high) {
    uint64_t word = 0;
    *high = 0;
    for (int half = 0; half < 2; half++) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(at + 32 * half));
        __m256i letters = between(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), 'a', 26);
        word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_or_si256(letters, between(v, '0', 10))) << (32 * half);
        *high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(v) << (32 * half);
    }
    return word;
}
#else
#define run_bits_modern(...) 0
#endif

enum { RUN_BLOCKS = ckernel_runs_step / 64 };

// The text from `first` to `end`, from `base` on with the bits of bytes from 0x80.
typedef struct {
    const uint8_t *text;
    size_t first, base, end;
    const uint64_t *highs;
} run_text;

// The first bytes of a run as the filter knows them; `isOdd` when it cannot judge the run. `isNearEnd` when fewer than 8
// bytes may lie between its start and the end of the text.
INLINED uint64_t run_bytes(const run_text *text, size_t start, size_t end, int hasHighs, int isNearEnd, uint64_t *isOdd) {
    const size_t length = end - start;
    uint64_t odd = length > 63;
    if (hasHighs) {
        const size_t offset = start - text->base, shifts = offset & 63;
        const uint64_t high = text->highs[offset >> 6] >> shifts | text->highs[(offset >> 6) + 1] << 1 << (63 - shifts);
        odd |= (high & ~(~0ULL << (length & 63))) != 0;
    }
    if (length == 1) {
        const uint8_t before = start > text->first ? text->text[start - 1] : 0, after = end < text->end ? text->text[end] : 0;
        odd |= (before == '.') | (before == '\'') | (after == '.');
    }
    *isOdd = odd;
    uint64_t bytes = 0;
    if (isNearEnd && text->end - start < 8)
        memcpy(&bytes, text->text + start, text->end - start);
    else
        memcpy(&bytes, text->text + start, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    return (bytes | 0x2020202020202020ULL) & ~0ULL >> (length < 8 ? 64 - 8 * length : 0);
}

// A run, and what is written.
typedef struct {
    uint64_t bytes, isOdd;
    ckernel_run *kept;
} run_judge;

// Where runs begin and end: run *i* from `starts[i * stride]` to before `ends[i * stride]`.
typedef struct {
    const uint32_t *starts, *ends;
    size_t stride, count;
} run_edges;

// Writes the runs from `first` to before `end` that stay, each with a look at the next, which all but the last have.
INLINED void judge_runs(run_judge *judge, const run_text *text, int hasHighs, int isNearEnd,
                        const ckernel_word_filter *filter, run_edges edges, size_t first, size_t end) {
    const uint64_t *const words = filter->words, *const beginnings = filter->beginnings;
    const uint64_t word_shift = filter->word_shift, beginning_shift = filter->beginning_shift;
    uint64_t bytes = judge->bytes, isOdd = judge->isOdd;
    ckernel_run *kept = judge->kept;
    for (size_t i = first; i < end; i++) {
        uint64_t next = 0, nextIsOdd = 1;
        const size_t after = (i + 1) * edges.stride;
        // The run after the last one is not known yet, or there is none.
        if (!isNearEnd || i + 1 < edges.count)
            next = run_bytes(text, edges.starts[after], edges.ends[after], hasHighs, isNearEnd, &nextIsOdd);
        const ckernel_filter_place word = ckernel_word_place(bytes, word_shift);
        const ckernel_filter_place beginning = ckernel_beginning_place(bytes, beginning_shift);
        const uint64_t alone = words[2 * word.cell], pairs = words[2 * word.cell + 1], open = beginnings[beginning.cell];
        // Before an odd run any word that begins a pair is kept: the bit of no next word.
        const uint64_t pair = pairs >> ckernel_pair_bit(word.bit, next & (nextIsOdd - 1));
        const uint64_t begins = open >> beginning.bit | open >> ckernel_long_beginning_bit(bytes);
        const uint32_t hits = (uint32_t)((alone >> word.bit & 1) * ckernel_hit_word | (pair & 1) * ckernel_hit_pair |
                                         (begins & 1) * ckernel_hit_beginning | isOdd * ckernel_hit_odd);
        *kept = (ckernel_run){bytes, edges.starts[i * edges.stride], edges.ends[i * edges.stride], hits, 0};
        kept += hits != 0;
        bytes = next;
        isOdd = nextIsOdd;
    }
    *judge = (run_judge){bytes, isOdd, kept};
}

// Writes the runs that stay; the first is not judged when it began before `base`.
INLINED size_t keep_runs(const run_text *text, int hasHighs, const ckernel_word_filter *filter, const uint32_t *edges,
                         size_t count, uint64_t isOpen, ckernel_run *kept) {
    if (count == 0) return 0;
    run_judge judge = {0, 1, kept};
    if (!isOpen) judge.bytes = run_bytes(text, edges[0], edges[1], hasHighs, 1, &judge.isOdd);
    // Before the last one, and before those close to the end, nothing need be asked.
    size_t plain = count - 1;
    while (plain > 0 && text->end - edges[2 * plain] < 8) plain--;
    const run_edges all = {edges, edges + 1, 2, count};
    judge_runs(&judge, text, hasHighs, 0, filter, all, 0, plain);
    judge_runs(&judge, text, hasHighs, 1, filter, all, plain, count);
    return (size_t)(judge.kept - kept);
}

// The runs of at most RUN_BLOCKS blocks. A block that reaches beyond the text is copied first, so nothing is read there.
INLINED size_t runs(ckernel_run_scan *scan, const ckernel_word_filter *filter, ckernel_run *kept, int modern) {
    const uint8_t *text = scan->text;
    const size_t base = scan->at, end = scan->end;
    uint64_t highs[RUN_BLOCKS + 1] = {0}, anyHigh = 0;
    // At most 64 for each block, one from before, one at the end, and three to be overwritten.
    uint32_t edges[RUN_BLOCKS * 64 + 8];
    size_t count = 0;
    const uint64_t isOpen = scan->is_open;
    uint64_t before = isOpen;
    if (isOpen) edges[count++] = (uint32_t)scan->open;
    for (size_t block = 0; block < RUN_BLOCKS && scan->at < end; block++) {
        const size_t at = scan->at, left = end - at;
        uint8_t last[64] = {0};
        if (left < 64) memcpy(last, text + at, left);
        const uint8_t *bytes = left < 64 ? last : text + at;
        uint64_t bits = modern ? run_bits_modern(bytes, &highs[block]) : run_bits_portable(bytes, &highs[block]);
        bits |= highs[block];
        anyHigh |= highs[block];
        uint64_t changes = bits ^ (bits << 1 | before);
        before = bits >> 63;
        const size_t after = count + (size_t)__builtin_popcountll(changes);
        while (changes != 0) {
            for (int i = 0; i < 4; i++) {
                size_t bit = changes != 0 ? (size_t)__builtin_ctzll(changes) : 0;
                // Keeps the compiler from doing all four as a vector, which has no such instruction.
                __asm__("" : "+r"(bit));
                edges[count + i] = (uint32_t)(at + bit);
                changes &= changes - 1;
            }
            count += 4;
        }
        count = after;
        scan->at = left < 64 ? end : at + 64;
    }
    if (count % 2 != 0 && scan->at == end) edges[count++] = (uint32_t)end;
    scan->is_open = count % 2;
    if (count % 2 != 0) scan->open = edges[--count];
    scan->count += count / 2;
    const run_text judged = {text, scan->first, base, end, highs};
    return anyHigh != 0 ? keep_runs(&judged, 1, filter, edges, count / 2, isOpen, kept)
                        : keep_runs(&judged, 0, filter, edges, count / 2, isOpen, kept);
}

#if defined(__x86_64__)
// Eight runs: their first bytes as the filter knows them, and which of them it cannot judge.
typedef struct {
    __m512i bytes;
    __mmask8 odd;
} run_lanes;

// The runs from `i` on, of which those before `known` have 8 bytes before the end of the text; others are odd. The first
// of all is odd when `isOpen`.
WIDE INLINED run_lanes lanes_of(const run_text *text, const uint32_t *starts, const uint32_t *ends, size_t i,
                                size_t known, uint64_t isOpen, int hasHighs) {
    const size_t left = known > i ? known - i : 0;
    const __mmask8 here = left >= 8 ? 0xFF : (__mmask8)((1u << left) - 1);
    const __m512i start = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(starts + i)));
    const __m512i end = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(ends + i)));
    const __m512i length = _mm512_sub_epi64(end, start);
    __m512i bytes = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), here, start, text->text, 1);
    bytes = _mm512_or_si512(bytes, _mm512_set1_epi64(0x2020202020202020LL));
    const __m512i missing = _mm512_sub_epi64(_mm512_set1_epi64(8), _mm512_min_epu64(length, _mm512_set1_epi64(8)));
    bytes = _mm512_and_si512(bytes, _mm512_srlv_epi64(_mm512_set1_epi64(-1), _mm512_slli_epi64(missing, 3)));
    __mmask8 odd = _mm512_cmpgt_epu64_mask(length, _mm512_set1_epi64(63)) | (__mmask8)~here;
    if (i == 0 && isOpen) odd |= 1;
    // Those that are odd anyway may begin before `base`.
    if (hasHighs) {
        const __m512i offset = _mm512_sub_epi64(start, _mm512_set1_epi64((long long)text->base));
        const __m512i block = _mm512_srli_epi64(offset, 6), shifts = _mm512_and_si512(offset, _mm512_set1_epi64(63));
        const __mmask8 asked = (__mmask8)~odd;
        const __m512i low = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), asked, block, text->highs, 8);
        const __m512i high = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), asked, block, text->highs + 1, 8);
        const __m512i bits = _mm512_or_si512(_mm512_srlv_epi64(low, shifts),
                                             _mm512_sllv_epi64(high, _mm512_sub_epi64(_mm512_set1_epi64(64), shifts)));
        const __m512i inside = _mm512_sllv_epi64(_mm512_set1_epi64(-1), length);
        odd |= _mm512_cmpneq_epi64_mask(_mm512_andnot_si512(inside, bits), _mm512_setzero_si512()) & asked;
    }
    __mmask8 single = _mm512_cmpeq_epi64_mask(length, _mm512_set1_epi64(1)) & (__mmask8)~odd;
    while (single != 0) {
        const size_t k = (size_t)__builtin_ctz(single), at = starts[i + k];
        const uint8_t before = at > text->first ? text->text[at - 1] : 0;
        const uint8_t after = at + 1 < text->end ? text->text[at + 1] : 0;
        odd |= (__mmask8)(((before == '.') | (before == '\'') | (after == '.')) << k);
        single &= (__mmask8)(single - 1);
    }
    return (run_lanes){bytes, odd};
}

// As judge_runs, for the runs before `end`, which with the one after them have 8 bytes before the end of the text: eight
// at a time, without a branch for what the filter says. Returns how many stay.
WIDE INLINED size_t judge_lanes(const run_text *text, int hasHighs, const ckernel_word_filter *filter,
                                const uint32_t *starts, const uint32_t *ends, size_t end, uint64_t isOpen,
                                ckernel_run *kept) {
    const __m512i one = _mm512_set1_epi64(1), low6 = _mm512_set1_epi64(63), low24 = _mm512_set1_epi64(0xFFFFFF);
    const __m128i word_shift = _mm_cvtsi64_si128((long long)filter->word_shift);
    const __m128i beginning_shift = _mm_cvtsi64_si128((long long)filter->beginning_shift);
    ckernel_run *const first = kept;
    run_lanes now = lanes_of(text, starts, ends, 0, end + 1, isOpen, hasHighs);
    for (size_t i = 0; i < end; i += 8) {
        const run_lanes after = lanes_of(text, starts, ends, i + 8, end + 1, 0, hasHighs);
        // Of an odd next run no bytes count: the bit of no next word.
        const __mmask8 nextIsOdd = (__mmask8)(now.odd >> 1 | after.odd << 7);
        const __m512i next = _mm512_maskz_alignr_epi64((__mmask8)~nextIsOdd, after.bytes, now.bytes, 1);
        // As ckernel_word_place, ckernel_beginning_place, ckernel_pair_bit and ckernel_long_beginning_bit.
        const __m512i word = _mm512_mullo_epi64(now.bytes, _mm512_set1_epi64((long long)0x9E3779B97F4A7C15ULL));
        const __m512i cell = _mm512_slli_epi64(_mm512_srl_epi64(word, word_shift), 1);
        const __m512i bit = _mm512_and_si512(_mm512_srli_epi64(word, 40), low6);
        const __m512i alone = _mm512_i64gather_epi64(cell, filter->words, 8);
        const __m512i pairs = _mm512_i64gather_epi64(cell, filter->words + 1, 8);
        const __m512i beginning = _mm512_mullo_epi64(_mm512_and_si512(now.bytes, low24),
                                                     _mm512_set1_epi64((long long)0xA0761D6478BD642FULL));
        const __m512i open = _mm512_i64gather_epi64(_mm512_srl_epi64(beginning, beginning_shift), filter->beginnings, 8);
        const __m512i open_bit = _mm512_and_si512(_mm512_srli_epi64(beginning, 40), low6);
        const __m512i long_bit = _mm512_srli_epi64(
            _mm512_mullo_epi64(_mm512_and_si512(now.bytes, _mm512_set1_epi64(0xFFFFFFFFFFLL)),
                               _mm512_set1_epi64((long long)0xC2B2AE3D27D4EB4FULL)), 58);
        const __m512i pair_bit = _mm512_xor_si512(
            bit, _mm512_srli_epi64(_mm512_mullo_epi64(_mm512_and_si512(next, low24),
                                                      _mm512_set1_epi64((long long)0xD6E8FEB86659FD93ULL)), 58));
        const __mmask8 is_word = _mm512_test_epi64_mask(_mm512_srlv_epi64(alone, bit), one);
        const __mmask8 is_pair = _mm512_test_epi64_mask(_mm512_srlv_epi64(pairs, pair_bit), one);
        const __mmask8 begins = _mm512_test_epi64_mask(
            _mm512_or_si512(_mm512_srlv_epi64(open, open_bit), _mm512_srlv_epi64(open, long_bit)), one);
        const size_t left = end - i;
        uint32_t stays = (uint32_t)(is_word | is_pair | begins | now.odd) & (left >= 8 ? 0xFF : (1u << left) - 1);
        uint64_t keys[8], hits[8];
        _mm512_storeu_si512(keys, now.bytes);
        _mm512_storeu_si512(hits, _mm512_or_si512(
            _mm512_or_si512(_mm512_maskz_set1_epi64(is_word, ckernel_hit_word), _mm512_maskz_set1_epi64(is_pair, ckernel_hit_pair)),
            _mm512_or_si512(_mm512_maskz_set1_epi64(begins, ckernel_hit_beginning), _mm512_maskz_set1_epi64(now.odd, ckernel_hit_odd))));
        for (; stays != 0; stays &= stays - 1) {
            const size_t k = (size_t)__builtin_ctz(stays);
            *kept++ = (ckernel_run){keys[k], starts[i + k], ends[i + k], (uint32_t)hits[k], 0};
        }
        now = after;
    }
    return (size_t)(kept - first);
}

// Appends the places of bits, of which there are no more than 32, behind `at`; overwrites 32 places.
WIDE INLINED size_t add_places(uint64_t bits, size_t at, uint32_t *places) {
    static const uint8_t iota[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                     22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
                                     44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    const __m512i found = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(iota));
    const __m512i base = _mm512_set1_epi32((int)(uint32_t)at);
    _mm512_storeu_si512(places, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found))));
    _mm512_storeu_si512(places + 16,
                        _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(found, 1))));
    return (size_t)__builtin_popcountll(bits);
}

WIDE static size_t runs_wide(ckernel_run_scan *scan, const ckernel_word_filter *filter, ckernel_run *kept) {
    const size_t base = scan->at, end = scan->end;
    uint64_t highs[RUN_BLOCKS + 1] = {0}, anyHigh = 0;
    // At most 32 for each block, one from before, one at the end, and 32 to be overwritten.
    uint32_t starts[RUN_BLOCKS * 32 + 40], ends[RUN_BLOCKS * 32 + 40];
    size_t startCount = 0, count = 0;
    const uint64_t isOpen = scan->is_open;
    uint64_t before = isOpen;
    if (isOpen) starts[startCount++] = (uint32_t)scan->open;
    for (size_t block = 0; block < RUN_BLOCKS && scan->at < end; block++) {
        const size_t at = scan->at, left = end - at;
        const __m512i v = left < 64 ? _mm512_maskz_loadu_epi8((1ULL << left) - 1, scan->text + at)
                                    : _mm512_loadu_si512(scan->text + at);
        const __m512i letters = _mm512_sub_epi8(_mm512_or_si512(v, _mm512_set1_epi8(0x20)), _mm512_set1_epi8('a'));
        const __m512i digits = _mm512_sub_epi8(v, _mm512_set1_epi8('0'));
        highs[block] = _mm512_movepi8_mask(v);
        anyHigh |= highs[block];
        const uint64_t bits = _mm512_cmplt_epu8_mask(letters, _mm512_set1_epi8(26)) |
                              _mm512_cmplt_epu8_mask(digits, _mm512_set1_epi8(10)) | highs[block];
        const uint64_t shifted = bits << 1 | before;
        before = bits >> 63;
        startCount += add_places(bits & ~shifted, at, starts + startCount);
        count += add_places(~bits & shifted, at, ends + count);
        scan->at = left < 64 ? end : at + 64;
    }
    if (startCount > count && scan->at == end) ends[count++] = (uint32_t)end;
    scan->is_open = startCount > count;
    if (startCount > count) scan->open = starts[count];
    scan->count += count;
    if (count == 0) return 0;
    // So that vectors of runs can be read whole.
    _mm512_storeu_si512(starts + count, _mm512_setzero_si512());
    _mm512_storeu_si512(ends + count, _mm512_setzero_si512());
    const run_text text = {scan->text, scan->first, base, end, highs};
    size_t plain = count - 1;
    while (plain > 0 && end - starts[plain] < 8) plain--;
    const size_t stay = anyHigh != 0 ? judge_lanes(&text, 1, filter, starts, ends, plain, isOpen, kept)
                                     : judge_lanes(&text, 0, filter, starts, ends, plain, isOpen, kept);
    run_judge judge = {0, 1, kept + stay};
    if (plain > 0 || !isOpen) judge.bytes = run_bytes(&text, starts[plain], ends[plain], 1, 1, &judge.isOdd);
    judge_runs(&judge, &text, 1, 1, filter, (run_edges){starts, ends, 1, count}, plain, count);
    return (size_t)(judge.kept - kept);
}
#else
#define is_wide() 0
#define runs_wide(...) 0
#endif

#if defined(__x86_64__)
MODERN static size_t runs_modern(ckernel_run_scan *scan, const ckernel_word_filter *filter, ckernel_run *kept) {
    return runs(scan, filter, kept, 1);
}
#else
#define runs_modern(...) 0
#endif

#if defined(__x86_64__)
MODERN static size_t find_edges_modern(const uint64_t *words, size_t first, size_t end, uint64_t *carry, size_t *edges,
                                       size_t count) {
    return find_edges(words, first, end, carry, edges, count);
}
MODERN static size_t filter_words_modern(const uint8_t *text, const size_t *edges, size_t count, const uint64_t *filter,
                                         uint64_t shift, uint32_t *kept) {
    return filter_words(text, edges, count, filter, shift, kept);
}
#else
#define is_modern() 0
#define fold_ascii_modern(...) 0
#define word_bits_modern(...) 0
#define find_edges_modern(...) 0
#define filter_words_modern(...) 0
#endif

size_t ckernel_fold_ascii(const uint8_t *bytes, size_t count, uint8_t *folded) {
    if (is_modern()) return fold_ascii_modern(bytes, count, folded);
    size_t i = 0;
    while (count - i >= 32) {
        uint32_t high = ckernel_fold16(bytes + i, folded + i);
        if (high != 0) return i + (size_t)__builtin_ctz(high);
        i += 16;
    }
    return i;
}

uint64_t ckernel_word_bits(const uint8_t *text, size_t blocks, uint64_t *words) {
    return is_modern() ? word_bits_modern(text, blocks, words) : word_bits_portable(text, blocks, words);
}

size_t ckernel_find_edges(const uint64_t *words, size_t first, size_t end, uint64_t *carry, size_t *edges, size_t count) {
    return is_modern() ? find_edges_modern(words, first, end, carry, edges, count)
                       : find_edges(words, first, end, carry, edges, count);
}

size_t ckernel_filter_words(const uint8_t *text, const size_t *edges, size_t count, const uint64_t *filter,
                            uint64_t shift, uint32_t *kept) {
    return is_modern() ? filter_words_modern(text, edges, count, filter, shift, kept)
                       : filter_words(text, edges, count, filter, shift, kept);
}

int ckernel_best_kind(void) { return is_wide() ? 2 : is_modern() ? 1 : 0; }

size_t ckernel_runs(int kind, ckernel_run_scan *scan, const ckernel_word_filter *filter, ckernel_run *kept) {
    if (kind >= 2) return runs_wide(scan, filter, kept);
    return kind == 1 ? runs_modern(scan, filter, kept) : runs(scan, filter, kept, 0);
}

INLINED int is_in_set(const uint8_t *rows, uint8_t byte) {
    return rows[(byte & 15) | (byte >> 3 & 16)] >> (byte >> 4 & 7) & 1;
}

#if defined(__x86_64__)
// The bits of those of 32 bytes that are in a set: by the low nibble of each a row of the set is looked up, in it the bit
// of the high nibble; Wojciech Muła, "SIMDized check which bytes are in a set".
MODERN static inline uint32_t set_bits32(const uint8_t *bytes, __m256i lows, __m256i highs) {
    const __m256i bits = _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32,
                                          64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    const __m256i nibble = _mm256_set1_epi8(15);
    __m256i v = _mm256_loadu_si256((const __m256i *)bytes);
    __m256i lo = _mm256_and_si256(v, nibble), hi = _mm256_and_si256(_mm256_srli_epi16(v, 4), nibble);
    __m256i row = _mm256_blendv_epi8(_mm256_shuffle_epi8(lows, lo), _mm256_shuffle_epi8(highs, lo), v);
    __m256i bit = _mm256_shuffle_epi8(bits, hi);
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_and_si256(row, bit), bit));
}

MODERN static inline __m256i twice(const uint8_t *rows) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)rows));
}

MODERN static size_t find_in_set_modern(const uint8_t *bytes, size_t count, const uint8_t *rows) {
    const __m256i lows = twice(rows), highs = twice(rows + 16);
    size_t i = 0;
    for (; count - i >= 32; i += 32) {
        uint32_t found = set_bits32(bytes + i, lows, highs);
        if (found != 0) return i + (size_t)__builtin_ctz(found);
    }
    for (; i < count; i++)
        if (is_in_set(rows, bytes[i])) return i;
    return count;
}

MODERN static void set_bits_modern(const uint8_t *bytes, size_t blocks, const uint8_t *rows, uint64_t *words) {
    const __m256i lows = twice(rows), highs = twice(rows + 16);
    for (size_t block = 0; block < blocks; block++) {
        uint64_t low = set_bits32(bytes + 64 * block, lows, highs);
        words[block] = low | (uint64_t)set_bits32(bytes + 64 * block + 32, lows, highs) << 32;
    }
}
#else
#define find_in_set_modern(...) 0
#define set_bits_modern(...) (void)0
#endif

size_t ckernel_find_in_set(const uint8_t *bytes, size_t count, const void *set) {
    if (is_modern()) return find_in_set_modern(bytes, count, set);
    for (size_t i = 0; i < count; i++)
        if (is_in_set(set, bytes[i])) return i;
    return count;
}

static void set_bits(const uint8_t *bytes, size_t blocks, const uint8_t *rows, uint64_t *words) {
    if (is_modern()) {
        set_bits_modern(bytes, blocks, rows, words);
        return;
    }
    for (size_t block = 0; block < blocks; block++) {
        uint64_t bits = 0;
        for (int i = 0; i < 64; i++) bits |= (uint64_t)is_in_set(rows, bytes[64 * block + (size_t)i]) << i;
        words[block] = bits;
    }
}

void ckernel_set_bits(const uint8_t *bytes, size_t count, const void *set, uint64_t *words) {
    size_t blocks = count / 64, rest = count % 64;
    set_bits(bytes, blocks, set, words);
    if (rest == 0) return;
    uint8_t last[64] = {0};
    memcpy(last, bytes + 64 * blocks, rest);
    set_bits(last, 1, set, words + blocks);
    words[blocks] &= ~0ULL >> (64 - rest);
}
