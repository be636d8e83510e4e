# find_package(Fernet) gives two targets: Fernet::fernet, the shared library, and Fernet::fernet_static, the static one.
# Everything is found from where this file is, so that the whole prefix can be moved.

get_filename_component(_fernet_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(_fernet_libdir "")
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

# The libraries of the system that the static one needs, as pkg-config tells them.
if(TARGET Fernet::fernet_static)
    file(STRINGS "${_fernet_libdir}/pkgconfig/fernet.pc" _fernet_private REGEX "^Libs\\.private:")
    string(REGEX REPLACE "^Libs\\.private:" "" _fernet_private "${_fernet_private}")
    separate_arguments(_fernet_private UNIX_COMMAND "${_fernet_private}")
    set_target_properties(Fernet::fernet_static PROPERTIES INTERFACE_LINK_LIBRARIES "${_fernet_private}")
endif()

if(NOT TARGET Fernet::fernet AND NOT TARGET Fernet::fernet_static)
    set(Fernet_FOUND FALSE)
    set(Fernet_NOT_FOUND_MESSAGE "no Fernet library below ${_fernet_prefix}")
endif()

foreach(_fernet_name prefix libdir dir type file target private)
    unset(_fernet_${_fernet_name})
endforeach()
