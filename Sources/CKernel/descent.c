// Support vector machines side by side (descent.h). C, because a lane is one number of a vector of 512 bits where the
// processor has these, else of two of 256 or four of 128: chosen at the first use, with the same bits as result.
#include "descent.h"
#include "processor.h"

#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wpsabi" // vectors are passed to functions that are always inlined

typedef float floats __attribute__((vector_size(64)));
typedef int32_t masks __attribute__((vector_size(64)));

#define ROW(p, i) (((floats *)(p))[i])
#define ALL(x) ((floats){} + (x))

// The lanes of a where m is all ones, of b where it is 0.
INLINED floats chosen(masks m, floats a, floats b) { return (floats)(((masks)a & m) | ((masks)b & ~m)); }

INLINED masks expanded(uint32_t bits) {
    const masks powers = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
    return (((masks){} + (int32_t)bits) & powers) != 0;
}

INLINED uint32_t gathered(masks m) {
    uint32_t bits = 0;
    for (int i = 0; i < ckernel_machines; i++) bits |= (uint32_t)(m[i] & 1) << i;
    return bits;
}

INLINED int any(masks m) {
    int32_t sum = 0;
    for (int i = 0; i < ckernel_machines; i++) sum |= m[i];
    return sum != 0;
}

// The text times the weights; four sums in turn, as each waits for the one before.
INLINED floats product(const ckernel_descent *d, size_t text) {
    const uint32_t *restrict features = d->texts.features;
    const float *restrict values = d->texts.values;
    const floats *restrict weights = (const floats *)d->weights;
    floats a = {}, b = {}, c = {}, e = {};
    int64_t i = d->texts.starts[text], end = d->texts.starts[text + 1];
    for (; i + 4 <= end; i += 4) {
        a += weights[features[i]] * values[i];
        b += weights[features[i + 1]] * values[i + 1];
        c += weights[features[i + 2]] * values[i + 2];
        e += weights[features[i + 3]] * values[i + 3];
    }
    for (; i < end; i++) a += weights[features[i]] * values[i];
    return ((a + b) + (c + e)) + ROW(d->bias, 0);
}

// Adds the text, scaled, times the steps to the weights.
INLINED void add(const ckernel_descent *d, size_t text, floats step) {
    const uint32_t *restrict features = d->texts.features;
    const float *restrict values = d->texts.values;
    const floats *restrict scales = (const floats *)d->scales;
    floats *restrict weights = (floats *)d->weights;
    int64_t i = d->texts.starts[text], end = d->texts.starts[text + 1];
    for (; i + 16 < end; i++) {
        __builtin_prefetch(scales + features[i + 16]);
        weights[features[i]] += step * values[i] * scales[features[i]];
    }
    for (; i < end; i++) weights[features[i]] += step * values[i] * scales[features[i]];
}

INLINED void squares(const ckernel_descent *d, size_t count) {
    for (size_t text = 0; text < count; text++) {
        floats sum = ALL(1.0f);
        int64_t end = d->texts.starts[text + 1];
        for (int64_t i = d->texts.starts[text]; i < end; i++) {
            float value = d->texts.values[i];
            sum += ROW(d->scales, d->texts.features[i]) * (value * value);
        }
        ROW(d->squares, text) = sum;
    }
}

INLINED size_t pass(const ckernel_descent *d, uint32_t *order, size_t count) {
    const floats zero = {};
    floats highest = ROW(d->highest, 0), lowest = ROW(d->lowest, 0), bounds = ROW(d->bounds, 0);
    size_t kept = 0;
    for (size_t at = 0; at < count; at++) {
        uint32_t text = order[at];
        masks active = expanded(d->active[text]);
        masks has = expanded(d->has[text]);
        floats sign = chosen(has, ALL(1.0f), ALL(-1.0f));
        floats diagonal = chosen(has, ROW(d->diagonals_with, 0), ROW(d->diagonals_without, 0));
        floats alpha = ROW(d->alphas, text);
        floats gradient = product(d, text) * sign - 1.0f + diagonal * alpha;
        masks is_free = alpha == zero;
        active &= ~(is_free & (gradient > bounds));
        uint32_t left = gathered(active);
        d->active[text] = (uint16_t)left;
        if (left == 0) continue;
        order[kept++] = text;
        // Where α is 0 and would become less, the step is 0 and the gradient counts as 0.
        floats projected = chosen(is_free & (gradient >= zero), zero, gradient);
        highest = chosen(active & (projected > highest), projected, highest);
        lowest = chosen(active & (projected < lowest), projected, lowest);
        floats changed = alpha - projected / (ROW(d->squares, text) + diagonal);
        changed = chosen(changed > zero, changed, zero);
        floats step = chosen(active, (changed - alpha) * sign, zero);
        if (!any(step != zero)) continue;
        ROW(d->alphas, text) = chosen(active, changed, alpha);
        ROW(d->bias, 0) += step;
        add(d, text, step);
    }
    ROW(d->highest, 0) = highest;
    ROW(d->lowest, 0) = lowest;
    return kept;
}

INLINED void scores(const ckernel_descent *d, size_t text, float *out) {
    floats sums = product(d, text);
    __builtin_memcpy(out, &sums, sizeof sums);
}

// ---- each of the above for three kinds of processor

EACH(void, squares, (const ckernel_descent *d, size_t count), squares(d, count))
EACH(size_t, pass, (const ckernel_descent *d, uint32_t *order, size_t count), pass(d, order, count))
EACH(void, scores, (const ckernel_descent *d, size_t text, float *out), scores(d, text, out))

void ckernel_descent_squares(const ckernel_descent *descent, size_t count) { CHOOSE(squares)(descent, count); }
size_t ckernel_descent_pass(const ckernel_descent *descent, uint32_t *order, size_t count) {
    return CHOOSE(pass)(descent, order, count);
}
void ckernel_descent_scores(const ckernel_descent *descent, size_t text, float *scores) {
    CHOOSE(scores)(descent, text, scores);
}
