// SPDX-License-Identifier: Apache-2.0
#include "live/build_id.h"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>

#include <cstring>
#include <iterator>
#include <span>
#include <string_view>

namespace slsim {
namespace {

constexpr std::size_t aligned(std::size_t size) { return (size + 3) & ~std::size_t{3}; }

/// The description of the note of GNU's that has a build's number.
std::string_view number_in(std::string_view notes) {
  ElfW(Nhdr) note{};
  while (notes.size() > sizeof note) {
    std::memcpy(&note, notes.data(), sizeof note);
    notes.remove_prefix(sizeof note);
    const std::size_t size = aligned(note.n_namesz) + aligned(note.n_descsz);
    if (notes.size() < size) return {};
    const bool gnu = notes.starts_with(std::string_view{"GNU\0", 4});
    if (gnu && note.n_type == NT_GNU_BUILD_ID) {
      return notes.substr(aligned(note.n_namesz), note.n_descsz);
    }
    notes.remove_prefix(size);
  }
  return {};
}

/// Of the first object, which is the program itself.
int read_program(dl_phdr_info* object, std::size_t, void* found) {
  for (const ElfW(Phdr) & part : std::span{object->dlpi_phdr, object->dlpi_phnum}) {
    if (part.p_type != PT_NOTE) continue;
    // NOLINTNEXTLINE: where the loader has put it.
    const auto* notes = reinterpret_cast<const char*>(object->dlpi_addr + part.p_vaddr);
    const std::string_view number = number_in({notes, part.p_memsz});
    if (!number.empty()) *static_cast<std::string_view*>(found) = number;
  }
  return 1;
}

}  // namespace

std::string build_id() {
  std::string_view number;
  dl_iterate_phdr(read_program, &number);
  std::string digits;
  for (const char byte : number) {
    fmt::format_to(std::back_inserter(digits), "{:02x}", static_cast<unsigned char>(byte));
  }
  return digits;
}

}  // namespace slsim
