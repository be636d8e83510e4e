# find_package(Fernet) gives two targets: Fernet::fernet, the shared library, and Fernet::fernet_static, the static one.
# Everything is found from where this file is, so that the whole prefix can be moved.

get_filename_component(_fernet_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(_fernet_libdir "")
# Written by cargo xtask install-c; cargo-c installs into one of the usual folders.
include("${CMAKE_CURRENT_LIST_DIR}/FernetLibdir.cmake" OPTIONAL)
if(_fernet_libdir)
    get_filename_component(_fernet_libdir "${_fernet_libdir}" ABSOLUTE BASE_DIR "${_fernet_prefix}")
endif()
foreach(_fernet_dir "lib/${CMAKE_LIBRARY_ARCHITECTURE}" lib lib64)
    if(NOT _fernet_libdir AND EXISTS "${_fernet_prefix}/${_fernet_dir}/pkgconfig/fernet.pc")
        set(_fernet_libdir "${_fernet_prefix}/${_fernet_dir}")
    endif()
endforeach()

foreach(_fernet_type SHARED STATIC)
    set(_fernet_file
        "${_fernet_libdir}/${CMAKE_${_fernet_type}_LIBRARY_PREFIX}fernet${CMAKE_${_fernet_type}_LIBRARY_SUFFIX}")
    set(_fernet_target Fernet::fernet)
    if(_fernet_type STREQUAL STATIC)
        set(_fernet_target Fernet::fernet_static)
    endif()
    if(_fernet_libdir AND EXISTS "${_fernet_file}" AND NOT TARGET "${_fernet_target}")
        add_library("${_fernet_target}" "${_fernet_type}" IMPORTED)
        set_target_properties("${_fernet_target}" PROPERTIES
            IMPORTED_LOCATION "${_fernet_file}"
            INTERFACE_INCLUDE_DIRECTORIES "${_fernet_prefix}/include")
    endif()
endforeach()

if(NOT TARGET Fernet::fernet AND NOT TARGET Fernet::fernet_static)
    set(Fernet_FOUND FALSE)
    set(Fernet_NOT_FOUND_MESSAGE "no Fernet library below ${_fernet_prefix}")
endif()

foreach(_fernet_name prefix libdir dir type file target)
    unset(_fernet_${_fernet_name})
endforeach()
