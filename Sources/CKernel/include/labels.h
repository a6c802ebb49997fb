#pragma once
// Sums of the labels of a text, from what its words say about each.
#include <stddef.h>
#include <stdint.h>

/// Adds a word that the text has: to `sums` its own weights times `worth`, to `gram_sums` those of the runs inside it times
/// `gram_worth`. `lanes` is a multiple of 16; the same bits on every machine.
void ckernel_add_word(float *sums, float *gram_sums, const int8_t *weights, const int16_t *gram_weights, size_t lanes,
                      float worth, float gram_worth);
