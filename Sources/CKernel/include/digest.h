#pragma once
#include <stddef.h>
#include <stdint.h>

/// SHA-256 (FIPS 180-4) of `count` bytes into `digest` (32 bytes), with the processor's SHA instructions where it has them.
void cdigest_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);
