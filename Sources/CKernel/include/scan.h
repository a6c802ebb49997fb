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

/// Sixty-four bytes of folded text: the bits of ASCII letters and digits, and in `high` those of bytes from 0x80.
static inline uint64_t ckernel_word_bits64(const uint8_t *bytes, uint64_t *high) {
    uint64_t words = 0, highs = 0;
#if defined(__SSE2__)
    for (int i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
        __m128i letters = ckernel_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
        __m128i digits = ckernel_between(v, '0', 10);
        words |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(letters, digits)) << (16 * i);
        highs |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << (16 * i);
    }
#elif defined(__aarch64__)
    const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    for (int i = 0; i < 4; i++) {
        uint8x16_t v = vld1q_u8(bytes + 16 * i);
        uint8x16_t letters = vcltq_u8(vsubq_u8(vorrq_u8(v, vdupq_n_u8(0x20)), vdupq_n_u8('a')), vdupq_n_u8(26));
        uint8x16_t digits = vcltq_u8(vsubq_u8(v, vdupq_n_u8('0')), vdupq_n_u8(10));
        uint8x16_t w = vandq_u8(vorrq_u8(letters, digits), weights), h = vandq_u8(vcgeq_u8(v, vdupq_n_u8(128)), weights);
        words |= (uint64_t)(vaddv_u8(vget_low_u8(w)) | (uint32_t)vaddv_u8(vget_high_u8(w)) << 8) << (16 * i);
        highs |= (uint64_t)(vaddv_u8(vget_low_u8(h)) | (uint32_t)vaddv_u8(vget_high_u8(h)) << 8) << (16 * i);
    }
#else
    for (int i = 0; i < 64; i++) {
        uint8_t b = bytes[i];
        int word = (uint8_t)((b | 0x20) - 'a') < 26 || (uint8_t)(b - '0') < 10;
        words |= (uint64_t)word << i;
        highs |= (uint64_t)(b >> 7) << i;
    }
#endif
    *high = highs;
    return words;
}
