// The arithmetic of the entity tagger (chain.h). C, because it lives on vectors of 256 bits, chosen as the program starts,
// and because the trainer must give the same bits on every machine: no fused multiply-add, no approximate reciprocal,
// sums in a fixed order.
#include "chain.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wpsabi" // vectors are passed to functions that are always inlined

#if defined(__x86_64__)
#define MODERN __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
static int is_modern(void) {
    static int known; // 0 unknown, 1 no, 2 yes; threads that race write the same
    int now = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (now == 0) {
        __builtin_cpu_init();
        now = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") ? 2 : 1;
        __atomic_store_n(&known, now, __ATOMIC_RELAXED);
    }
    return now == 2;
}
#endif
#define INLINED static inline __attribute__((always_inline))

// Vectors at any address; the same lanes with and without AVX2.
typedef float floats __attribute__((vector_size(32), aligned(4)));
typedef int32_t ints __attribute__((vector_size(32), aligned(4)));
typedef int16_t shorts __attribute__((vector_size(32), aligned(2)));
typedef int8_t bytes16 __attribute__((vector_size(16), aligned(1)));
typedef uint8_t bytes8 __attribute__((vector_size(8), aligned(1)));

#define FLOATS(p) (*(floats *)(p))
#define INTS(p) (*(ints *)(p))
#define SHORTS(p) (*(shorts *)(p))
#define ALL(type, x) ((type){} + (x))

// ---- rows

// Bit i says whether row i of a group has a mark; bit 15 is of no meaning.
INLINED uint32_t marked(const uint8_t *group, uint8_t mark) {
#if defined(__SSE2__)
    __m128i found = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)group), _mm_set1_epi8((char)mark));
    return (uint32_t)_mm_movemask_epi8(found);
#else
    uint32_t bits = 0;
    for (int i = 0; i < 16; i++) bits |= (uint32_t)(group[i] == mark) << i;
    return bits;
#endif
}

INLINED size_t find_candidates(const ckernel_rows *table, const uint64_t *hashes, size_t count, uint64_t *candidates) {
    size_t found = 0;
    uint64_t choices = table->groups < ckernel_choices ? table->groups : ckernel_choices;
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = hashes[i];
        uint8_t mark = ckernel_row_mark(hash);
        uint64_t group = ckernel_row_group(hash, table->groups);
        for (uint64_t choice = 0; choice < choices; choice++, group = group + 1 == table->groups ? 0 : group + 1) {
            const uint8_t *marks = table->marks + group * 16;
            uint32_t bits = marked(marks, mark) & 0x7FFF;
            while (bits != 0) {
                if (found == ckernel_most_candidates) return found;
                uint64_t row = group * ckernel_group + (uint32_t)__builtin_ctz(bits);
                __builtin_prefetch(table->rows + row * table->stride);
                candidates[found++] = row << 32 | ckernel_row_check(hash);
                bits &= bits - 1;
            }
            if (marks[15] == 0) break;
        }
    }
    return found;
}

const int8_t *ckernel_find_row(const ckernel_rows *table, uint64_t hash) {
    uint64_t candidates[ckernel_most_candidates];
    size_t count = find_candidates(table, &hash, 1, candidates);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *row = table->rows + (candidates[i] >> 32) * table->stride;
        uint32_t check;
        memcpy(&check, row, 4);
        if (check == (uint32_t)candidates[i]) return (const int8_t *)row + 4;
    }
    return 0;
}

INLINED void sum_rows(const ckernel_rows *table, const int16_t *const *parts, size_t part_count, const uint64_t *candidates,
                      size_t count, int16_t *sum) {
    if (table->sums == 32) {
        // Up to eight labels: the sum stays in two registers.
        shorts a = ALL(shorts, 0), b = ALL(shorts, 0);
        for (size_t i = 0; i < part_count; i++) {
            a += SHORTS(parts[i]);
            b += SHORTS(parts[i] + 16);
        }
        for (size_t i = 0; i < count; i++) {
            const uint8_t *row = table->rows + (candidates[i] >> 32) * table->stride;
            uint32_t check;
            memcpy(&check, row, 4);
            if (check != (uint32_t)candidates[i]) continue;
            a += __builtin_convertvector(*(const bytes16 *)(row + 4), shorts);
            b += __builtin_convertvector(*(const bytes16 *)(row + 20), shorts);
        }
        SHORTS(sum) = a;
        SHORTS(sum + 16) = b;
        return;
    }
    for (uint32_t k = 0; k < table->sums; k += 16) {
        shorts a = ALL(shorts, 0);
        for (size_t i = 0; i < part_count; i++) a += SHORTS(parts[i] + k);
        for (size_t i = 0; i < count; i++) {
            const uint8_t *row = table->rows + (candidates[i] >> 32) * table->stride;
            uint32_t check;
            memcpy(&check, row, 4);
            if (check == (uint32_t)candidates[i]) a += __builtin_convertvector(*(const bytes16 *)(row + 4 + k), shorts);
        }
        SHORTS(sum + k) = a;
    }
}

// ---- best path

// Less than any sum, and far from the smallest number.
#define NEVER (-(1 << 29))

INLINED void best_borders(const ckernel_steps *steps, const int32_t *before, int32_t *now, uint8_t *back, uint32_t columns) {
    ints best[16], from[16];
    uint32_t vectors = columns / 8;
    for (uint32_t v = 0; v < vectors; v++) {
        best[v] = ALL(ints, INT32_MIN);
        from[v] = ALL(ints, 0);
    }
    const int32_t *row = steps->border;
    for (uint32_t e = 0; e < steps->shape.borders; e++, row += columns) {
        ints sum = ALL(ints, before[steps->shape.labels + e]);
        for (uint32_t v = 0; v < vectors; v++) {
            ints candidate = sum + INTS(row + 8 * v);
            ints better = candidate > best[v];
            best[v] = (better & candidate) | (~better & best[v]);
            from[v] = (better & (int32_t)(e + steps->shape.labels)) | (~better & from[v]);
        }
    }
    for (uint32_t v = 0; v < vectors; v++) {
        INTS(now + 8 * v) = best[v];
        *(bytes8 *)(back + 8 * v) = __builtin_convertvector(from[v], bytes8);
    }
}

INLINED void best_path(const ckernel_steps *steps, const int32_t *emissions, size_t count, uint8_t *work, uint8_t *tags) {
    ckernel_shape s = steps->shape;
    uint32_t K = s.labels;
    int32_t rows[2][160];
    int32_t *before = rows[0], *now = rows[1];
    for (uint32_t k = 0; k < s.lanes; k++) before[k] = k < s.borders ? emissions[k] : NEVER;
    for (size_t i = 1; i < count; i++) {
        const int32_t *e = emissions + i * s.lanes;
        uint8_t *back = work + i * s.lanes;
        if (s.columns == 16)
            best_borders(steps, before, now, back, 16);
        else
            best_borders(steps, before, now, back, s.columns);
        for (uint32_t k = 0; k < s.borders; k++) now[k] += e[k];
        for (uint32_t k = 0; k < K; k++) {
            uint32_t I = 3 * K + 1 + k, L = 2 * K + 1 + k;
            int32_t x = before[k] + steps->inside[k], y = before[I] + steps->inside[K + k];
            now[I] = (x >= y ? x : y) + e[I];
            back[I] = (uint8_t)(x >= y ? k : I);
            x = before[k] + steps->inside[2 * K + k];
            y = before[I] + steps->inside[3 * K + k];
            now[L] = (x >= y ? x : y) + e[L];
            back[L] = (uint8_t)(x >= y ? k : I);
        }
        int32_t *t = before;
        before = now;
        now = t;
    }
    uint32_t tag = K;
    for (uint32_t k = K; k < K + s.borders; k++)
        if (before[k] > before[tag]) tag = k;
    for (size_t i = count; i-- > 0;) {
        tags[i] = (uint8_t)tag;
        tag = work[i * s.lanes + tag];
    }
}

INLINED void to_emissions(ckernel_shape s, const int16_t *sums, size_t count, int32_t *emissions) {
    uint32_t K = s.labels;
    for (size_t i = 0; i < count; i++) {
        const int16_t *from = sums + i * s.sums;
        int32_t *to = emissions + i * s.lanes;
        for (uint32_t k = 0; k < K; k++) to[k] = from[k] * 16;
        to[K] = 0;
        for (uint32_t k = K; k < 4 * K; k++) to[k + 1] = from[k] * 16;
        for (uint32_t k = s.tags; k < s.lanes; k++) to[k] = 0;
    }
}

// ---- forward and backward

// exp, after the Cephes library: within 2 units in the last place.
INLINED floats exponential(floats x) {
    floats lowest = ALL(floats, -87.0f), highest = ALL(floats, 87.0f);
    ints below = x < lowest, above = x > highest;
    x = (floats)((~(below | above) & (ints)x) | (below & (ints)lowest) | (above & (ints)highest));
    const floats magic = ALL(floats, 12582912.0f); // 1.5 * 2^23: adding it rounds to a whole number
    floats n = (x * 1.44269504088896341f + magic) - magic;
    floats r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    floats p = ALL(floats, 1.9875691500e-4f);
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    ints exponent = (__builtin_convertvector(n, ints) + 127) << 23;
    return p * (floats)exponent;
}

INLINED void exponentials(const float *weights, float factor, size_t count, float *out) {
    for (size_t i = 0; i < count; i += 8) FLOATS(out + i) = exponential(FLOATS(weights + i) * factor);
}

INLINED float total(const float *p, uint32_t lanes) {
    floats sum = FLOATS(p);
    for (uint32_t k = 8; k < lanes; k += 8) sum += FLOATS(p + k);
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

INLINED float product_total(const float *p, const float *q, uint32_t lanes) {
    floats sum = FLOATS(p) * FLOATS(q);
    for (uint32_t k = 8; k < lanes; k += 8) sum += FLOATS(p + k) * FLOATS(q + k);
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

// Turns log potentials into potentials: exp(e - largest); 0 for padding.
INLINED void to_potentials(ckernel_shape s, float *p) {
    float largest = p[0];
    for (uint32_t k = 1; k < s.tags; k++)
        if (p[k] > largest) largest = p[k];
    for (uint32_t k = 0; k < s.lanes; k += 8) FLOATS(p + k) = exponential(FLOATS(p + k) - largest);
    for (uint32_t k = s.tags; k < s.lanes; k++) p[k] = 0;
}

// out[columns] = sum over rows of x[row] * matrix[row][columns].
INLINED void times_matrix(const float *x, const float *matrix, uint32_t rows, uint32_t columns, float *out) {
    floats sum[16];
    uint32_t vectors = columns / 8;
    for (uint32_t v = 0; v < vectors; v++) sum[v] = ALL(floats, 0.0f);
    for (uint32_t r = 0; r < rows; r++, matrix += columns) {
        floats factor = ALL(floats, x[r]);
        for (uint32_t v = 0; v < vectors; v++) sum[v] += factor * FLOATS(matrix + 8 * v);
    }
    for (uint32_t v = 0; v < vectors; v++) FLOATS(out + 8 * v) = sum[v];
}

#define TOO_SMALL 1e-30f

INLINED int pass(const ckernel_factors *f, const float *potentials, size_t count, float *forward, float *backward,
                 float *norms, float *sums) {
    ckernel_shape s = f->shape;
    uint32_t K = s.labels, L = 2 * K + 1, I = 3 * K + 1;
    const float *bi = f->inside, *ii = bi + K, *bl = ii + K, *il = bl + K;
    for (size_t i = 0; i < count; i++) {
        float *now = forward + i * s.lanes;
        const float *p = potentials + i * s.lanes;
        if (i == 0) {
            for (uint32_t k = 0; k < s.lanes; k++) now[k] = k < s.borders ? p[k] : 0;
        } else {
            const float *before = now - s.lanes;
            for (uint32_t k = s.columns; k < s.lanes; k += 8) FLOATS(now + k) = ALL(floats, 0.0f);
            if (s.columns == 16)
                times_matrix(before + K, f->border, s.borders, 16, now);
            else
                times_matrix(before + K, f->border, s.borders, s.columns, now);
            for (uint32_t k = 0; k < K; k++) {
                now[L + k] = before[k] * bl[k] + before[I + k] * il[k];
                now[I + k] = before[k] * bi[k] + before[I + k] * ii[k];
            }
            for (uint32_t k = 0; k < s.lanes; k += 8) FLOATS(now + k) *= FLOATS(p + k);
        }
        if (i + 1 == count) {
            for (uint32_t k = 0; k < K; k++) now[k] = 0;
            for (uint32_t k = I; k < s.lanes; k++) now[k] = 0;
        }
        float norm = total(now, s.lanes);
        if (!(norm > TOO_SMALL)) return 0;
        norms[i] = norm;
        float scale = 1 / norm;
        for (uint32_t k = 0; k < s.lanes; k += 8) FLOATS(now + k) *= scale;
    }
    float y[160];
    float *last = backward + (count - 1) * s.lanes;
    for (uint32_t k = 0; k < s.lanes; k++) last[k] = k >= K && k < I ? 1 : 0;
    for (size_t i = count - 1; i-- > 0;) {
        float *now = backward + i * s.lanes;
        const float *after = now + s.lanes, *p = potentials + (i + 1) * s.lanes;
        for (uint32_t k = 0; k < s.lanes; k += 8) FLOATS(y + k) = FLOATS(after + k) * FLOATS(p + k);
        if (s.columns == 16)
            times_matrix(y, f->border_turned, s.borders, 16, now + K);
        else
            times_matrix(y, f->border_turned, s.borders, s.columns, now + K);
        for (uint32_t k = 0; k < K; k++) {
            now[k] = bl[k] * y[L + k] + bi[k] * y[I + k];
            now[I + k] = il[k] * y[L + k] + ii[k] * y[I + k];
        }
        for (uint32_t k = s.tags; k < s.lanes; k++) now[k] = 0;
        float norm = total(now, s.lanes);
        if (!(norm > TOO_SMALL)) return 0;
        float scale = 1 / norm;
        for (uint32_t k = 0; k < s.lanes; k += 8) FLOATS(now + k) *= scale;
    }
    for (size_t i = 0; i < count; i++) {
        sums[i] = product_total(forward + i * s.lanes, backward + i * s.lanes, s.lanes);
        if (!(sums[i] > TOO_SMALL)) return 0;
    }
    return 1;
}

INLINED int fill_lattice(const ckernel_factors *f, const int32_t *emissions, float factor, size_t count,
                         ckernel_lattice *lattice) {
    ckernel_shape s = f->shape;
    for (size_t i = 0; i < count; i++) {
        float *p = lattice->potentials + i * s.lanes;
        for (uint32_t k = 0; k < s.lanes; k += 8)
            FLOATS(p + k) = __builtin_convertvector(INTS(emissions + i * s.lanes + k), floats) * factor;
        to_potentials(s, p);
    }
    return pass(f, lattice->potentials, count, lattice->forward, lattice->backward, lattice->norms, lattice->sums);
}

float ckernel_stretch_probability(const ckernel_factors *f, const ckernel_lattice *lattice, size_t first, size_t last,
                                  uint32_t label) {
    ckernel_shape s = f->shape;
    uint32_t K = s.labels;
    uint32_t begin = label == K ? K : first == last ? K + 1 + label : label;
    float p = lattice->forward[first * s.lanes + begin];
    uint32_t tag = begin;
    for (size_t i = first + 1; i <= last; i++) {
        uint32_t next = label == K ? K : i == last ? 2 * K + 1 + label : 3 * K + 1 + label;
        float step = label == K     ? f->border[K]
                     : i == last    ? f->inside[(tag == label ? 2 : 3) * K + label]
                                    : f->inside[(tag == label ? 0 : 1) * K + label];
        p *= step * lattice->potentials[i * s.lanes + next] / lattice->norms[i];
        tag = next;
    }
    return p * lattice->backward[last * s.lanes + tag] / lattice->sums[last];
}

// ---- the trainer

INLINED uint64_t next_random(uint64_t *state) { // splitmix64
    uint64_t z = *state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

INLINED floats square_root(floats x) {
#if defined(__clang__)
    return __builtin_elementwise_sqrt(x);
#else
    for (int k = 0; k < 8; k++) x[k] = __builtin_sqrtf(x[k]);
    return x;
#endif
}

INLINED void adjust(float *weights, float *squares, floats gradient, float rate) {
    floats h = FLOATS(squares) + gradient * gradient;
    FLOATS(squares) = h;
    FLOATS(weights) += gradient * rate / square_root(h + 0.11f);
}

size_t ckernel_learn_scratch(ckernel_shape s, size_t count, size_t features) {
    return count * (s.lanes * 7 + 5) + features + count + 2 * (size_t)s.borders * s.columns + 8 * s.labels + 64;
}

INLINED void refresh(const ckernel_learner *l) {
    ckernel_shape s = l->shape;
    exponentials(l->border, 1, (size_t)s.borders * s.columns, l->border_factors);
    for (uint32_t r = 0; r < s.borders; r++)
        for (uint32_t c = 0; c < s.columns; c++) {
            if (c >= s.borders) l->border_factors[r * s.columns + c] = 0;
            else l->border_turned[c * s.columns + r] = l->border_factors[r * s.columns + c];
        }
    for (uint32_t r = 0; r < s.borders; r++)
        for (uint32_t c = s.borders; c < s.columns; c++) l->border_turned[r * s.columns + c] = 0;
    uint32_t inside = 4 * s.labels, i = 0;
    for (; i + 8 <= inside; i += 8) FLOATS(l->inside_factors + i) = exponential(FLOATS(l->inside + i));
    if (i < inside) {
        float padded[8] = {0}, out[8];
        memcpy(padded, l->inside + i, (inside - i) * sizeof(float));
        FLOATS(out) = exponential(FLOATS(padded));
        memcpy(l->inside_factors + i, out, (inside - i) * sizeof(float));
    }
}

// Adds sign times the expected number of each step to `border` and `inside`.
INLINED void count_steps(const ckernel_factors *f, const float *potentials, const float *forward, const float *backward,
                         const float *norms, const float *sums, size_t count, float sign, float *border, float *inside) {
    ckernel_shape s = f->shape;
    uint32_t K = s.labels, L = 2 * K + 1, I = 3 * K + 1;
    const float *bi = f->inside, *ii = bi + K, *bl = ii + K, *il = bl + K;
    float y[160];
    for (size_t i = 1; i < count; i++) {
        const float *a = forward + (i - 1) * s.lanes, *b = backward + i * s.lanes, *p = potentials + i * s.lanes;
        float scale = sign / (norms[i] * sums[i]);
        for (uint32_t k = 0; k < s.lanes; k += 8) FLOATS(y + k) = FLOATS(b + k) * FLOATS(p + k) * scale;
        for (uint32_t e = 0; e < s.borders; e++) {
            float x = a[K + e];
            if (x < 1e-8f) continue;
            for (uint32_t c = 0; c < s.columns; c += 8)
                FLOATS(border + e * s.columns + c) += FLOATS(f->border + e * s.columns + c) * FLOATS(y + c) * x;
        }
        for (uint32_t k = 0; k < K; k++) {
            inside[k] += a[k] * bi[k] * y[I + k];
            inside[K + k] += a[I + k] * ii[k] * y[I + k];
            inside[2 * K + k] += a[k] * bl[k] * y[L + k];
            inside[3 * K + k] += a[I + k] * il[k] * y[L + k];
        }
    }
}

INLINED void count_known_steps(ckernel_shape s, const uint8_t *tags, size_t count, float *border, float *inside) {
    uint32_t K = s.labels, L = 2 * K + 1, I = 3 * K + 1;
    for (size_t i = 1; i < count; i++) {
        uint32_t from = tags[i - 1], to = tags[i];
        if (to < s.borders) {
            border[(from - K) * s.columns + to] += 1;
        } else {
            uint32_t label = to < I ? to - L : to - I;
            inside[((to < I ? 2 : 0) + (from == label ? 0 : 1)) * K + label] += 1;
        }
    }
}

INLINED void add_row(const float *row, uint32_t lanes, float *sum) {
    for (uint32_t k = 0; k < lanes; k += 8) FLOATS(sum + k) += FLOATS(row + k);
}

INLINED float learn(const ckernel_learner *l, ckernel_learning *how, const ckernel_sentence *sentence, float *scratch,
                    const ckernel_shape s) {
    const uint32_t lanes = s.lanes;
    size_t n = sentence->count;
    ckernel_factors f = {s, l->border_factors, l->border_turned, l->inside_factors};
    float *potentials = scratch, *forward = potentials + n * lanes, *backward = forward + n * lanes;
    float *gradient = backward + n * lanes, *held = gradient + n * lanes, *held_forward = held + n * lanes;
    float *held_backward = held_forward + n * lanes, *norms = held_backward + n * lanes, *sums = norms + n;
    float *held_norms = sums + n, *held_sums = held_norms + n, *border = held_sums + n;
    float *inside = border + (size_t)s.borders * s.columns;
    uint32_t *ends = (uint32_t *)(inside + 4 * s.labels), *kept = ends + n;
    // Which features take part, and their sums.
    float scale = how->dropped > 0 ? 65536.0f / (float)(65536 - how->dropped) : 1;
    uint32_t at = 0, end = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t first = at, last = sentence->ends[i];
        int anonymous = how->dropped_identities > 0 && (next_random(&how->random) & 65535) < how->dropped_identities;
        uint64_t random = 0;
        uint32_t start = end;
        for (; at < last; at++) {
            if ((at - first) % 4 == 0) random = next_random(&how->random);
            uint32_t draw = (uint32_t)(random >> ((at - first) % 4 * 16)) & 65535;
            int out = draw < how->dropped || (anonymous && at > first && at - first <= how->identities);
            kept[end] = sentence->features[at];
            end += out ? 0 : 1;
        }
        ends[i] = end;
        for (uint32_t j = start; j < end; j++)
            for (uint32_t k = 0; k < lanes; k += 16) __builtin_prefetch(l->rows + (size_t)kept[j] * 2 * lanes + k);
        if (i > 0) {
            float *e = potentials + (i - 1) * lanes;
            for (uint32_t k = 0; k < lanes; k += 8) FLOATS(e + k) = ALL(floats, 0.0f);
            for (uint32_t j = i > 1 ? ends[i - 2] : 0; j < ends[i - 1]; j++) add_row(l->rows + (size_t)kept[j] * 2 * lanes, lanes, e);
        }
    }
    float *e = potentials + (n - 1) * lanes;
    for (uint32_t k = 0; k < lanes; k += 8) FLOATS(e + k) = ALL(floats, 0.0f);
    for (uint32_t j = n > 1 ? ends[n - 2] : 0; j < ends[n - 1]; j++) add_row(l->rows + (size_t)kept[j] * 2 * lanes, lanes, e);
    for (size_t i = 0; i < n; i++) {
        e = potentials + i * lanes;
        for (uint32_t k = 0; k < lanes; k += 8) FLOATS(e + k) *= scale;
        to_potentials(s, e);
    }
    // What the weights expect, and what is known.
    if (!pass(&f, potentials, n, forward, backward, norms, sums)) return 0;
    if (sentence->masks) {
        for (size_t i = 0; i < n; i++)
            for (uint32_t k = 0; k < lanes; k++)
                held[i * lanes + k] = sentence->masks[2 * i + k / 64] >> (k % 64) & 1 ? potentials[i * lanes + k] : 0;
        if (!pass(&f, held, n, held_forward, held_backward, held_norms, held_sums)) return 0;
    }
    for (size_t i = 0; i < n; i++) {
        float *g = gradient + i * lanes;
        float free = -1 / sums[i];
        for (uint32_t k = 0; k < lanes; k += 8) FLOATS(g + k) = FLOATS(forward + i * lanes + k) * FLOATS(backward + i * lanes + k) * free;
        if (sentence->masks) {
            float known = 1 / held_sums[i];
            for (uint32_t k = 0; k < lanes; k += 8)
                FLOATS(g + k) += FLOATS(held_forward + i * lanes + k) * FLOATS(held_backward + i * lanes + k) * known;
        } else {
            g[sentence->tags[i]] += 1;
        }
    }
    // The steps: as often as the random numbers say, every fourth time.
    int steps_too = (next_random(&how->random) & 3) == 0;
    if (steps_too) {
        memset(border, 0, ((size_t)s.borders * s.columns + 4 * s.labels) * sizeof(float));
        count_steps(&f, potentials, forward, backward, norms, sums, n, -1, border, inside);
        if (sentence->masks)
            count_steps(&f, held, held_forward, held_backward, held_norms, held_sums, n, 1, border, inside);
        else
            count_known_steps(s, sentence->tags, n, border, inside);
    }
    // AdaGrad.
    float error = 0;
    for (size_t i = 0; i < n; i++) {
        float *g = gradient + i * lanes;
        float largest = 0;
        for (uint32_t k = 0; k < lanes; k++) {
            float size = g[k] < 0 ? -g[k] : g[k];
            if (size > largest) largest = size;
        }
        error += largest;
        if (largest < 0.005f) continue;
        for (uint32_t k = 0; k < lanes; k += 8) FLOATS(g + k) *= sentence->weight;
        for (uint32_t j = i > 0 ? ends[i - 1] : 0; j < ends[i]; j++) {
            if (j + 4 < end)
                for (uint32_t k = 0; k < 2 * lanes; k += 16) __builtin_prefetch(l->rows + (size_t)kept[j + 4] * 2 * lanes + k);
            float *row = l->rows + (size_t)kept[j] * 2 * lanes;
            for (uint32_t k = 0; k < lanes; k += 8) adjust(row + k, row + lanes + k, FLOATS(g + k), how->rate);
        }
    }
    if (steps_too) {
        for (size_t k = 0; k < (size_t)s.borders * s.columns; k += 8)
            adjust(l->border + k, l->border_squares + k, FLOATS(border + k) * sentence->weight, how->rate);
        for (uint32_t k = 0; k < 4 * s.labels; k++) {
            float g = inside[k] * sentence->weight, h = l->inside_squares[k] + g * g;
            l->inside_squares[k] = h;
            l->inside[k] += g * how->rate / __builtin_sqrtf(h + 0.11f);
        }
        refresh(l);
    }
    return error;
}

INLINED void learner_emissions(const ckernel_learner *l, const uint32_t *features, const uint32_t *ends, size_t count,
                               float scale, int32_t *emissions) {
    ckernel_shape s = l->shape;
    float sum[160];
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < s.lanes; k += 8) FLOATS(sum + k) = ALL(floats, 0.0f);
        for (; at < ends[i]; at++) add_row(l->rows + (size_t)features[at] * 2 * s.lanes, s.lanes, sum);
        for (uint32_t k = 0; k < s.lanes; k++) {
            float x = (sum[k] - sum[s.labels]) * scale;
            x = x > 1048576.0f ? 1048576.0f : x < -1048576.0f ? -1048576.0f : x;
            emissions[i * s.lanes + k] = (int32_t)(x < 0 ? x - 0.5f : x + 0.5f);
        }
    }
}

// ---- each of the above for two kinds of processor

#if defined(__x86_64__)
#define TWICE(result, name, parameters, call)                                                                          \
    MODERN static result name##_modern parameters { return call; }                                                     \
    static result name##_plain parameters { return call; }
#define CHOOSE(name) (is_modern() ? name##_modern : name##_plain)
#else
#define TWICE(result, name, parameters, call)                                                                          \
    static result name##_plain parameters { return call; }
#define CHOOSE(name) name##_plain
#endif

TWICE(size_t, find_candidates,
      (const ckernel_rows *table, const uint64_t *hashes, size_t count, uint64_t *candidates),
      find_candidates(table, hashes, count, candidates))
TWICE(void, sum_rows,
      (const ckernel_rows *table, const int16_t *const *parts, size_t part_count, const uint64_t *candidates,
       size_t count, int16_t *sum),
      sum_rows(table, parts, part_count, candidates, count, sum))
TWICE(void, best_path,
      (const ckernel_steps *steps, const int32_t *emissions, size_t count, uint8_t *work, uint8_t *tags),
      best_path(steps, emissions, count, work, tags))
TWICE(void, to_emissions, (ckernel_shape s, const int16_t *sums, size_t count, int32_t *emissions),
      to_emissions(s, sums, count, emissions))
TWICE(int, fill_lattice,
      (const ckernel_factors *f, const int32_t *emissions, float factor, size_t count, ckernel_lattice *lattice),
      fill_lattice(f, emissions, factor, count, lattice))
TWICE(void, exponentials, (const float *weights, float factor, size_t count, float *out),
      exponentials(weights, factor, count, out))
TWICE(float, learn,
      (const ckernel_learner *l, ckernel_learning *how, const ckernel_sentence *sentence, float *scratch),
      l->shape.labels == 7 ? learn(l, how, sentence, scratch, ckernel_chain_shape(7)) : learn(l, how, sentence, scratch, l->shape))
TWICE(void, refresh, (const ckernel_learner *l), refresh(l))
TWICE(void, learner_emissions,
      (const ckernel_learner *l, const uint32_t *features, const uint32_t *ends, size_t count, float scale,
       int32_t *emissions),
      learner_emissions(l, features, ends, count, scale, emissions))

size_t ckernel_find_candidates(const ckernel_rows *table, const uint64_t *hashes, size_t count, uint64_t *candidates) {
    return CHOOSE(find_candidates)(table, hashes, count, candidates);
}
void ckernel_sum_rows(const ckernel_rows *table, const int16_t *const *parts, size_t part_count,
                      const uint64_t *candidates, size_t count, int16_t *sum) {
    CHOOSE(sum_rows)(table, parts, part_count, candidates, count, sum);
}
void ckernel_best_path(const ckernel_steps *steps, const int32_t *emissions, size_t count, uint8_t *work, uint8_t *tags) {
    if (count > 0) CHOOSE(best_path)(steps, emissions, count, work, tags);
}
void ckernel_emissions(ckernel_shape shape, const int16_t *sums, size_t count, int32_t *emissions) {
    CHOOSE(to_emissions)(shape, sums, count, emissions);
}
void ckernel_exponentials(const float *weights, float factor, size_t count, float *out) {
    CHOOSE(exponentials)(weights, factor, count, out);
}
int ckernel_fill_lattice(const ckernel_factors *factors, const int32_t *emissions, float factor, size_t count,
                         ckernel_lattice *lattice) {
    return count > 0 && CHOOSE(fill_lattice)(factors, emissions, factor, count, lattice);
}
float ckernel_learn(const ckernel_learner *learner, ckernel_learning *learning, const ckernel_sentence *sentence,
                    float *scratch) {
    return sentence->count > 0 ? CHOOSE(learn)(learner, learning, sentence, scratch) : 0;
}
void ckernel_refresh_factors(const ckernel_learner *learner) { CHOOSE(refresh)(learner); }
void ckernel_learner_emissions(const ckernel_learner *learner, const uint32_t *features, const uint32_t *ends,
                               size_t count, float scale, int32_t *emissions) {
    CHOOSE(learner_emissions)(learner, features, ends, count, scale, emissions);
}
