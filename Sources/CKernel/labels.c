// Sums of labels (labels.h). C, for conversions of sixteen numbers at a time; nothing is fused.
#include "labels.h"
#include "processor.h"

#pragma STDC FP_CONTRACT OFF

typedef float floats __attribute__((vector_size(64), aligned(4)));
typedef int8_t bytes __attribute__((vector_size(16), aligned(1)));
typedef int16_t shorts __attribute__((vector_size(32), aligned(2)));

INLINED void add_word(float *sums, float *gram_sums, const int8_t *weights, const int16_t *gram_weights, size_t lanes,
                      float worth, float gram_worth) {
    for (size_t k = 0; k < lanes; k += 16) {
        floats own = __builtin_convertvector(*(const bytes *)(weights + k), floats);
        floats grams = __builtin_convertvector(*(const shorts *)(gram_weights + k), floats);
        *(floats *)(sums + k) += own * worth;
        *(floats *)(gram_sums + k) += grams * gram_worth;
    }
}

EACH(void, add_word,
     (float *sums, float *gram_sums, const int8_t *weights, const int16_t *gram_weights, size_t lanes, float worth,
      float gram_worth),
     add_word(sums, gram_sums, weights, gram_weights, lanes, worth, gram_worth))

void ckernel_add_word(float *sums, float *gram_sums, const int8_t *weights, const int16_t *gram_weights, size_t lanes,
                      float worth, float gram_worth) {
    CHOOSE(add_word)(sums, gram_sums, weights, gram_weights, lanes, worth, gram_worth);
}
