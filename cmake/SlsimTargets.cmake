# SPDX-License-Identifier: Apache-2.0
# Makers of targets that tolerate folders which have no sources.

# The libraries of ours are named slsim_<folder>; a name without sources links to nothing.
function(slsim_link target)
  foreach(name IN LISTS ARGN)
    if(TARGET slsim_${name})
      target_link_libraries(${target} PUBLIC slsim_${name})
    elseif(TARGET ${name})
      target_link_libraries(${target} PUBLIC ${name})
    endif()
  endforeach()
endfunction()

# One precompiled header for all targets of a kind, compiled once.
function(slsim_precompile target kind)
  if(NOT SLSIM_PCH)
    target_compile_options(${target} PRIVATE ${SLSIM_FLAGS_${kind}})
    return()
  endif()
  if(NOT TARGET slsim_pch_${kind})
    set(source ${CMAKE_BINARY_DIR}/pch/${kind}.cc)
    file(CONFIGURE OUTPUT ${source} CONTENT "")
    add_library(slsim_pch_${kind} OBJECT ${source})
    target_compile_options(slsim_pch_${kind} PRIVATE ${SLSIM_PCH_FLAGS} ${SLSIM_FLAGS_${kind}})
    target_precompile_headers(slsim_pch_${kind} PRIVATE ${SLSIM_PCH_HEADERS_${kind}})
    if(kind STREQUAL "test")
      # Its definitions have to be those of the tests.
      target_link_libraries(slsim_pch_test PRIVATE GTest::gmock)
    endif()
  endif()
  target_compile_options(${target} PRIVATE ${SLSIM_PCH_FLAGS} ${SLSIM_FLAGS_${kind}})
  target_precompile_headers(${target} REUSE_FROM slsim_pch_${kind})
endfunction()

# Tests spend their time in the libraries: optimising them as well costs a third of their building,
# and more than half under the sanitizers.
set(SLSIM_FLAGS_test -O0)

set(SLSIM_PCH_HEADERS_code
    <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <tuple> <utility> <variant> <vector> <tl/expected.hpp>)
set(SLSIM_PCH_HEADERS_test ${SLSIM_PCH_HEADERS_code} <gmock/gmock.h> <gtest/gtest.h>)

# slsim_library(name DIRS folder... LINKS name... [EXCEPT folder]): a static library over all
# sources below the folders.
function(slsim_library name)
  cmake_parse_arguments(arg "" "EXCEPT" "DIRS;LINKS" ${ARGN})
  set(sources "")
  foreach(dir IN LISTS arg_DIRS)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${dir}/*.cc)
    list(APPEND sources ${found})
  endforeach()
  if(arg_EXCEPT)
    list(FILTER sources EXCLUDE REGEX "/${arg_EXCEPT}/")
  endif()
  if(NOT sources)
    return()
  endif()
  add_library(slsim_${name} STATIC ${sources})
  slsim_link(slsim_${name} ${arg_LINKS})
  slsim_precompile(slsim_${name} code)
  set(everything ${everything} ${name} PARENT_SCOPE)
endfunction()

# slsim_program(name DIR folder LINKS name...)
function(slsim_program name)
  cmake_parse_arguments(arg "" "DIR" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${arg_DIR}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_compile_definitions(${name} PRIVATE SLSIM_VERSION="${PROJECT_VERSION}")
  # What people run carries no symbols; benchmarks and tests, which are profiled, do.
  target_link_options(${name} PRIVATE $<$<CONFIG:Release>:-s>)
  slsim_link(${name} ${arg_LINKS})
  slsim_precompile(${name} code)
endfunction()
