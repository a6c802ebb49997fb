#pragma once
// Linear chains of BILOU tags: the sums of feature weights, the best path, and the step of the trainer.
//
// For K labels there are 4K+1 tags in this order: B of each label, O, U of each, L of each, I of each. So the tags that
// begin something (B O U) lie side by side, and those that end it (O U L) as well. A vector of tags has `lanes` numbers:
// the tags and a padding of no meaning.
#include <stddef.h>
#include <stdint.h>

/// The sizes of a chain of K labels; see ``ckernel_chain_shape``.
typedef struct {
    uint32_t labels;
    /// 4K+1.
    uint32_t tags;
    /// A vector of tags: a multiple of 8.
    uint32_t lanes;
    /// The tags that begin, and those that end: 2K+1.
    uint32_t borders;
    /// A row of the border matrix: `borders`, rounded up to a multiple of 8.
    uint32_t columns;
    /// A sum of rows: 4K (O's weight is always 0 and not stored), rounded up to a multiple of 16.
    uint32_t sums;
} ckernel_shape;

/// The sizes for `labels` labels, 1 to 31.
static inline ckernel_shape ckernel_chain_shape(uint32_t labels) {
    ckernel_shape s;
    s.labels = labels;
    s.tags = 4 * labels + 1;
    s.borders = 2 * labels + 1;
    s.columns = (s.borders + 7) & ~7u;
    uint32_t widest = s.tags > labels + s.columns ? s.tags : labels + s.columns;
    s.lanes = (widest + 7) & ~7u;
    s.sums = (4 * labels + 15) & ~15u;
    return s;
}

/// A table of rows in groups of 15, and for each group 16 bytes: a mark of each row's hash (0 in free places), then 1 when
/// a row that belongs here lies in another group.
///
/// A row is a 32-bit check of the feature's hash, then 4K weights in a byte each. 32 bytes can be read from the start of the
/// weights of the last row, and more for more labels.
typedef struct {
    const uint8_t *marks;
    const uint8_t *rows;
    uint64_t groups;
    /// The bytes of a row: 4 + 4K.
    uint32_t stride;
    /// A multiple of 16 that is at least 4K.
    uint32_t sums;
} ckernel_rows;

enum {
    /// The rows of a group.
    ckernel_group = 15,
    /// The groups in which a row may lie.
    ckernel_choices = 8,
    /// The most rows that are looked at for one token.
    ckernel_most_candidates = 512,
};

/// The check that a row of this hash has.
static inline uint32_t ckernel_row_check(uint64_t hash) { return (uint32_t)hash; }

/// The mark of a row of this hash, not 0.
static inline uint8_t ckernel_row_mark(uint64_t hash) {
    uint8_t mark = (uint8_t)(hash >> 24 ^ hash >> 3);
    return mark == 0 ? 1 : mark;
}

/// The group where a row of this hash is looked for first; when others lie elsewhere, the next ones follow, in a circle.
static inline uint64_t ckernel_row_group(uint64_t hash, uint64_t groups) {
    return (uint64_t)(((unsigned __int128)hash * groups) >> 64);
}

/// The weights of a feature, or null.
const int8_t *ckernel_find_row(const ckernel_rows *table, uint64_t hash);

/// Writes which rows may belong to some features, with their checks, and asks the processor to bring them nearer; returns
/// how many, at most ``ckernel_most_candidates``.
size_t ckernel_find_candidates(const ckernel_rows *table, const uint64_t *hashes, size_t count, uint64_t *candidates);

/// Writes the sum of `part_count` vectors and of the rows that do belong to their features.
void ckernel_sum_rows(const ckernel_rows *table, const int16_t *const *parts, size_t part_count,
                      const uint64_t *candidates, size_t count, int16_t *sum);

/// Weights of the steps from one tag to the next, as whole numbers.
///
/// `border` has a row of `columns` for each tag that ends, with the tags that begin; `inside` has the steps B→I, I→I,
/// B→L, I→L, one number a label.
typedef struct {
    ckernel_shape shape;
    const int32_t *border;
    const int32_t *inside;
} ckernel_steps;

/// Finds the path of the largest sum over `count` tokens, at most 256, and writes its tags.
///
/// `emissions` has `lanes` numbers a token, each of at most 2^20; `work` has `lanes` bytes a token. Of equal paths the one
/// through the earlier tags is taken, looked at from the end.
void ckernel_best_path(const ckernel_steps *steps, const int32_t *emissions, size_t count, uint8_t *work, uint8_t *tags);

/// Turns sums of rows into emissions, sixteen times as large, with 0 for O.
void ckernel_emissions(ckernel_shape shape, const int16_t *sums, size_t count, int32_t *emissions);

/// The exponentials of the weights of steps.
typedef struct {
    ckernel_shape shape;
    /// `borders` rows of `columns`.
    const float *border;
    /// The same with rows and columns exchanged.
    const float *border_turned;
    /// As in ``ckernel_steps``.
    const float *inside;
} ckernel_factors;

/// What the forward and backward pass over `count` tokens leave behind, `lanes` numbers a token.
typedef struct {
    /// Exponentials of the emissions, each token's divided by its largest.
    float *potentials;
    /// Forward and backward sums, each token's scaled.
    float *forward, *backward;
    /// For each token what `forward` was divided by, and the sum of forward times backward.
    float *norms, *sums;
} ckernel_lattice;

/// exp(factor · weight) for `count` weights, a multiple of 8; the same bits on every machine.
void ckernel_exponentials(const float *weights, float factor, size_t count, float *out);

/// Fills a lattice from emissions; returns 0 when the sums are too small for a float.
int ckernel_fill_lattice(const ckernel_factors *factors, const int32_t *emissions, float factor, size_t count,
                         ckernel_lattice *lattice);

/// The probability of a path that has `label` from token `first` to `last`, or O when `label` is the number of labels.
float ckernel_stretch_probability(const ckernel_factors *factors, const ckernel_lattice *lattice, size_t first,
                                  size_t last, uint32_t label);

/// The weights that a trainer changes.
typedef struct {
    ckernel_shape shape;
    /// For each feature `lanes` weights and behind them `lanes` sums of squared gradients.
    float *rows;
    /// Weights and sums of squares of the steps, laid out as in ``ckernel_steps``.
    float *border, *border_squares, *inside, *inside_squares;
    /// Their exponentials, kept up to date: laid out as in ``ckernel_factors``.
    float *border_factors, *border_turned, *inside_factors;
} ckernel_learner;

/// A sentence to learn from.
typedef struct {
    /// The tokens, at most 256.
    size_t count;
    /// The features of all tokens, and the end of each token's.
    const uint32_t *features;
    const uint32_t *ends;
    /// The tag of each token; where it is not known, one of those that may be.
    const uint8_t *tags;
    /// Two words a token with a bit for each tag that may be right; null when all tags are known.
    const uint64_t *masks;
    float weight;
} ckernel_sentence;

/// How to learn.
typedef struct {
    float rate;
    /// How many of 65,536 features are left out, and how many tokens lose the features 1 to `identities`.
    uint32_t dropped, dropped_identities, identities;
    /// The state of the random numbers.
    uint64_t random;
} ckernel_learning;

/// The floats that ``ckernel_learn`` needs as a scratch, for `count` tokens with `features` features in all.
size_t ckernel_learn_scratch(ckernel_shape shape, size_t count, size_t features);

/// One step of the trainer: expected minus found features, and AdaGrad. Returns the error: the sum over tokens of the
/// largest difference.
float ckernel_learn(const ckernel_learner *learner, ckernel_learning *learning, const ckernel_sentence *sentence,
                    float *scratch);

/// Brings `border_factors`, `border_turned` and `inside_factors` up to date.
void ckernel_refresh_factors(const ckernel_learner *learner);

/// The emissions of a sentence by a learner's weights, multiplied by `scale` and rounded.
void ckernel_learner_emissions(const ckernel_learner *learner, const uint32_t *features, const uint32_t *ends,
                               size_t count, float scale, int32_t *emissions);
