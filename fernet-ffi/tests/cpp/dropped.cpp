// Does not compile with warnings as errors: a result is dropped.

#include <fernet.hpp>

int main() {
#if defined(DROP)
    fernet::selftest();
#else
    static_cast<void>(fernet::selftest());
#endif
}
