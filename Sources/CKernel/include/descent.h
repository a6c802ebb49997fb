#pragma once
// Sixteen support vector machines that learn from the same texts side by side: dual coordinate descent, one machine a
// lane. A text's features are read once for all machines, and what each feature needs lies in one cache line.
//
// The same bits on every machine: lanes do not mix, sums go in a fixed order, and nothing is fused.
#include <stddef.h>
#include <stdint.h>

enum {
    /// The machines that learn together.
    ckernel_machines = 16
};

/// Texts as sparse vectors: text i has the features and values from `starts[i]` to `starts[i + 1]`.
typedef struct {
    const uint32_t *features;
    const float *values;
    const int64_t *starts;
} ckernel_texts;

/// The state of a descent. Rows of 16 floats, at addresses that 64 divides, have one for each machine.
typedef struct {
    ckernel_texts texts;
    /// A row a feature: the weights, and the squares of what values are scaled by.
    float *weights;
    const float *scales;
    /// A row a text: α, and the scaled text's square with the 1 of the bias.
    float *alphas;
    float *squares;
    /// A bit a machine for each text: whether the text has the machine's label, and whether it is still looked at.
    const uint16_t *has;
    uint16_t *active;
    /// One row: what is added to every score.
    float *bias;
    /// One row each: what the loss adds to a text's own square, of texts with the label and of others.
    const float *diagonals_with;
    const float *diagonals_without;
    /// One row: the gradient from which a text with α 0 is left out from now on.
    const float *bounds;
    /// One row each: the highest and lowest gradient of a pass.
    float *highest;
    float *lowest;
} ckernel_descent;

/// Fills the squares of `count` texts.
void ckernel_descent_squares(const ckernel_descent *descent, size_t count);

/// One pass over the texts in `order`; those that no machine looks at any more are taken out of it. Returns how many are
/// left.
size_t ckernel_descent_pass(const ckernel_descent *descent, uint32_t *order, size_t count);

/// Writes the 16 scores of a text.
void ckernel_descent_scores(const ckernel_descent *descent, size_t text, float *scores);
