# The version of the headers that are installed with this file. One version stands in for an older one of the same ABI: of the same
# minor version while the major one is 0, of the same major version after that.

file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/../../../include/fernet.h" PACKAGE_VERSION REGEX "^#define FERNET_VERSION \"")
string(REGEX REPLACE "^.*\"(.*)\".*$" "\\1" PACKAGE_VERSION "${PACKAGE_VERSION}")

set(_fernet_abi "^[0-9]+")
if(PACKAGE_VERSION MATCHES "^0\\.")
    set(_fernet_abi "^0\\.[0-9]+")
endif()
string(REGEX MATCH "${_fernet_abi}" _fernet_installed "${PACKAGE_VERSION}")
string(REGEX MATCH "${_fernet_abi}" _fernet_wanted "${PACKAGE_FIND_VERSION}")
# A request for "0" is one for any 0.x.
if(PACKAGE_FIND_VERSION_COUNT LESS 2 AND PACKAGE_FIND_VERSION VERSION_LESS 1 AND PACKAGE_VERSION VERSION_LESS 1)
    set(_fernet_wanted "${_fernet_installed}")
endif()

set(PACKAGE_VERSION_COMPATIBLE FALSE)
set(PACKAGE_VERSION_EXACT FALSE)
if(_fernet_installed STREQUAL _fernet_wanted AND NOT PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION)
    set(PACKAGE_VERSION_COMPATIBLE TRUE)
    if(PACKAGE_VERSION VERSION_EQUAL PACKAGE_FIND_VERSION)
        set(PACKAGE_VERSION_EXACT TRUE)
    endif()
endif()
unset(_fernet_abi)
unset(_fernet_installed)
unset(_fernet_wanted)
