// SPDX-License-Identifier: Apache-2.0
// What libssh asks of GSSAPI, for logins by Kerberos, which no product offers. With the real one
// come seven libraries, whose loading costs two milliseconds of each start. A session does not get
// here (ssh_connection.cc turns such a login away itself); whoever did would find no mechanism.
//
// Names and numbers are those of RFC 2744; a function that only says no takes no notice of what it
// is given.
#include <cstddef>
#include <cstdint>

namespace {

constexpr std::uint32_t complete = 0;
constexpr std::uint32_t unavailable = 16U << 16U;

struct OidSet {
  std::size_t count;
  void* elements;
};
constexpr OidSet no_mechanisms{0, nullptr};

}  // namespace

extern "C" {

// NOLINTBEGIN(readability-identifier-naming): as RFC 2744 has them.
extern const void* const GSS_C_NT_HOSTBASED_SERVICE = nullptr;
extern const void* const GSS_C_NT_USER_NAME = nullptr;
// NOLINTEND(readability-identifier-naming)

std::uint32_t gss_indicate_mechs(std::uint32_t* minor, const OidSet** set) {
  *minor = 0;
  *set = &no_mechanisms;
  return complete;
}
std::uint32_t gss_create_empty_oid_set(std::uint32_t* minor, const OidSet** set) {
  return gss_indicate_mechs(minor, set);
}
std::uint32_t gss_release_oid_set(std::uint32_t* minor, const OidSet** set) {
  *minor = 0;
  *set = nullptr;
  return complete;
}
std::uint32_t gss_test_oid_set_member(std::uint32_t* minor, const void* /*oid*/,
                                      const OidSet* /*set*/, int* present) {
  *minor = 0;
  *present = 0;
  return complete;
}

std::uint32_t gss_accept_sec_context() { return unavailable; }
std::uint32_t gss_acquire_cred() { return unavailable; }
std::uint32_t gss_add_oid_set_member() { return unavailable; }
std::uint32_t gss_display_name() { return unavailable; }
std::uint32_t gss_display_status() { return unavailable; }
std::uint32_t gss_get_mic() { return unavailable; }
std::uint32_t gss_import_name() { return unavailable; }
std::uint32_t gss_init_sec_context() { return unavailable; }
std::uint32_t gss_inquire_cred() { return unavailable; }
std::uint32_t gss_inquire_cred_by_mech() { return unavailable; }
std::uint32_t gss_release_buffer() { return unavailable; }
std::uint32_t gss_release_cred() { return unavailable; }
std::uint32_t gss_release_name() { return unavailable; }
std::uint32_t gss_verify_mic() { return unavailable; }

}  // extern "C"
