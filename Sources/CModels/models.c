#include "CModels.h"

// C23 has #embed; the clang of the Swift toolchain knows it in C17 too. SwiftPM sees the file as a dependency.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const _Alignas(64) unsigned char entity_model[] = {
#embed "entities.model"
};

static const _Alignas(64) unsigned char topic_model[] = {
#embed "topics.model"
};

const void *textmill_topic_model(void) { return topic_model; }

size_t textmill_topic_model_size(void) { return sizeof topic_model; }

const void *textmill_entity_model(void) { return entity_model; }

size_t textmill_entity_model_size(void) { return sizeof entity_model; }
