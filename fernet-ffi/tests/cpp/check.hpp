// A check that counts, and tells where it failed.

#ifndef CHECK_HPP
#define CHECK_HPP

#include <cstdio>

inline int checks = 0;
inline int failures = 0;

inline bool check(bool holds, const char *what, const char *file, int line) {
    ++checks;
    if (!holds) {
        ++failures;
        std::printf("%s:%d: %s\n", file, line, what);
    }
    return holds;
}

#define CHECK(condition) check(static_cast<bool>(condition), #condition, __FILE__, __LINE__)

inline int report() {
    std::printf("%d checks, %d failures\n", checks, failures);
    return failures == 0 && checks > 0 ? 0 : 1;
}

#endif
