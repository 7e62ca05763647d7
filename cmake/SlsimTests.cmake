# SPDX-License-Identifier: Apache-2.0
# Tests, benchmarks, fuzzers, and each scenario as a test of its own.
find_package(GTest REQUIRED)
include(GoogleTest)
set(tests ${CMAKE_SOURCE_DIR}/tests)

# Helpers for tests of whole worlds: linked to everything, and so not to the unit tests of the
# layers below scenario/, which use headers of tests/support at most and build without the layers
# above them.
file(GLOB support_sources CONFIGURE_DEPENDS ${tests}/support/*.cc)
if(support_sources)
  add_library(slsim_support STATIC ${support_sources})
  slsim_link(slsim_support ${everything} GTest::gmock GTest::gtest)
  target_compile_definitions(slsim_support PRIVATE SLSIM_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  slsim_precompile(slsim_support test)
endif()

# Counts what a binary takes from the heap: for those alone that ask it.
add_library(slsim_allocations STATIC ${tests}/support/heap/allocations.cc)

# These compute much themselves, and so are optimised.
set(busy_tests unit_tidy unit_licensing)

# slsim_test(name folder links...): all sources below the folder are one binary, each TEST a test of
# ctest.
function(slsim_test name folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  slsim_link(${name} ${ARGN} GTest::gmock_main)
  target_compile_definitions(${name} PRIVATE SLSIM_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                             SLSIM_BINARY_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  if(NOT name IN_LIST busy_tests)
    slsim_precompile(${name} test)
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX ${name}.
                       WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
                       PROPERTIES LABELS ${name} TIMEOUT 600)
endfunction()

set(lower_layers core live client kernel licensing authority cssm satellite ucapps plm)
file(GLOB unit_folders CONFIGURE_DEPENDS LIST_DIRECTORIES true ${tests}/unit/*)
foreach(folder IN LISTS unit_folders)
  if(NOT IS_DIRECTORY ${folder})
    continue()
  endif()
  cmake_path(GET folder FILENAME layer)
  if(layer IN_LIST lower_layers)
    slsim_test(unit_${layer} ${folder} ${layer} core allocations)
  elseif(layer STREQUAL "tidy" OR IS_DIRECTORY ${CMAKE_SOURCE_DIR}/core/${layer})
    slsim_test(unit_${layer} ${folder} core)
  else()
    slsim_test(unit_${layer} ${folder} support ${everything})
  endif()
endforeach()
foreach(kind IN ITEMS world contract e2e)
  slsim_test(${kind} ${tests}/${kind} support ${everything} nlohmann_json::nlohmann_json)
endforeach()
# The conversation of the contract is held over HTTPS too.
if(TARGET e2e)
  target_sources(e2e PRIVATE ${tests}/contract/cases.cc ${tests}/contract/exchanges.cc)
endif()
if(TARGET slsim AND TARGET e2e)
  add_dependencies(e2e slsim mediator)
endif()

if(TARGET slsim)
  file(GLOB_RECURSE scenarios CONFIGURE_DEPENDS
       RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/scenarios/*.yaml)
  foreach(scenario IN LISTS scenarios)
    # What has nothing but a world is there to be included by others.
    file(STRINGS ${CMAKE_SOURCE_DIR}/${scenario} keys REGEX "^[a-z]+:")
    list(FILTER keys EXCLUDE REGEX "^(world|slsim):")
    if(keys)
      add_test(NAME ${scenario} COMMAND slsim run ${scenario} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
      set_tests_properties(${scenario} PROPERTIES LABELS scenario TIMEOUT 120)
    endif()
  endforeach()
  add_test(NAME scenarios.same_digests
           COMMAND ${tests}/e2e/same_digests.sh scenarios $<TARGET_FILE:slsim>
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(scenarios.same_digests PROPERTIES LABELS scenario TIMEOUT 600)
  if(NOT SLSIM_SANITIZE)
    add_test(NAME scenarios.determinism
             COMMAND ${tests}/e2e/determinism.sh scenarios 2000 $<TARGET_FILE:slsim>
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(scenarios.determinism PROPERTIES LABELS determinism TIMEOUT 600)
  endif()
endif()

# tests/bench/hold_model_bench.cc is bench_hold_model; each has a main of its own. Times under the
# sanitizers say nothing.
if(NOT SLSIM_SANITIZE)
  find_package(benchmark REQUIRED)
  file(GLOB benches CONFIGURE_DEPENDS ${tests}/bench/*.cc)
  foreach(bench IN LISTS benches)
    cmake_path(GET bench STEM name)
    string(REGEX REPLACE "^bench_|_bench$" "" name ${name})
    add_executable(bench_${name} ${bench})
    slsim_link(bench_${name} ${everything} benchmark::benchmark)
    slsim_precompile(bench_${name} code)
  endforeach()
endif()

foreach(bench IN ITEMS bench_process bench_serve)
  if(TARGET slsim AND TARGET ${bench})
    add_dependencies(${bench} slsim)
  endif()
endforeach()

# tests/fuzz/loader_fuzz.cc is fuzz_loader.
if(SLSIM_FUZZ)
  file(GLOB fuzzers CONFIGURE_DEPENDS ${tests}/fuzz/*.cc)
  foreach(fuzzer IN LISTS fuzzers)
    cmake_path(GET fuzzer STEM name)
    string(REGEX REPLACE "^fuzz_|_fuzz$" "" name ${name})
    add_executable(fuzz_${name} ${fuzzer})
    slsim_link(fuzz_${name} support ${everything})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  endforeach()
endif()
