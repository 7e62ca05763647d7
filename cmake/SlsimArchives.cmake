# SPDX-License-Identifier: Apache-2.0
# Libraries that become part of the programs: loading them, with all that they load in turn, was a
# quarter of the time from the start of `slsim serve` to its first answer (docs/decisions/0010).

# archive::NAME: libNAME.a, which Debian's -dev packages have beside the shared one, and what it
# needs.
function(slsim_archive name)
  find_library(SLSIM_ARCHIVE_${name} lib${name}.a REQUIRED)
  add_library(archive::${name} STATIC IMPORTED)
  set_target_properties(archive::${name} PROPERTIES
    IMPORTED_LOCATION ${SLSIM_ARCHIVE_${name}}
    INTERFACE_LINK_LIBRARIES "${ARGN}")
endfunction()

slsim_archive(boost_program_options)
slsim_archive(pugixml)
slsim_archive(re2 Threads::Threads)
slsim_archive(sodium)
slsim_archive(yaml-cpp)

# For logins by Kerberos libssh wants seven libraries more; these stand in for them.
add_library(slsim_no_kerberos STATIC ${CMAKE_SOURCE_DIR}/live/no_kerberos/gssapi.cc)
slsim_archive(ssh slsim_no_kerberos OpenSSL::Crypto ZLIB::ZLIB)
