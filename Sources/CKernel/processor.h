#pragma once
// Functions for three kinds of processor: vectors of 512 bits, of 256, and what every processor has.
//
// EACH makes the three from one that is always inlined; CHOOSE names the one that fits, found out at the first use.

#define INLINED static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define WIDE __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,bmi,bmi2")))
#define MODERN __attribute__((target("avx2,bmi,bmi2")))
#define EACH(result, name, parameters, call)                                                                           \
    WIDE static result name##_wide parameters { return call; }                                                         \
    MODERN static result name##_modern parameters { return call; }                                                     \
    static result name##_plain parameters { return call; }
#define CHOOSE(name) (processor_width() == 3 ? name##_wide : processor_width() == 2 ? name##_modern : name##_plain)

static inline int processor_width(void) {
    static int known; // 0 unknown; threads that race write the same
    int now = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (now == 0) {
        __builtin_cpu_init();
        int has_bits = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
        now = 1;
        if (has_bits && __builtin_cpu_supports("avx2")) now = 2;
        if (has_bits && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
            && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) now = 3;
        __atomic_store_n(&known, now, __ATOMIC_RELAXED);
    }
    return now;
}
#else
#define EACH(result, name, parameters, call) static result name##_plain parameters { return call; }
#define CHOOSE(name) name##_plain
#endif
