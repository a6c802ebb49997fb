#ifndef CMODELS_H
#define CMODELS_H

#include <stddef.h>

/// The shipped model of entities, as `textmill train entities` wrote it; aligned to 64 bytes, never changed or freed.
const void *textmill_entity_model(void);

/// The number of its bytes.
size_t textmill_entity_model_size(void);

/// The shipped model of topics, as `textmill train topics` wrote it; aligned to 64 bytes, never changed or freed.
const void *textmill_topic_model(void);

/// The number of its bytes.
size_t textmill_topic_model_size(void);

#endif
