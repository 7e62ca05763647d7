// SPDX-License-Identifier: Apache-2.0
// Pages of docs/ with a table, for the tests that hold such a page against the tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace slsim {

/// Of a file of the tree, by its path from the root; fails the test when it is not there.
[[nodiscard]] std::string read_tree_file(std::string_view path);
[[nodiscard]] bool tree_has(std::string_view path);
/// Paths of all scenarios from the root, sorted.
[[nodiscard]] std::vector<std::string> scenario_paths();

/// The cells of each row of the page's table below its head, without the spaces around them.
[[nodiscard]] std::vector<std::vector<std::string>> table_rows(std::string_view page);
/// `scenarios/a/b.yaml` of each `[a/b](../scenarios/a/b.yaml)` in a cell.
[[nodiscard]] std::vector<std::string> scenarios_named_in(std::string_view cell);

}  // namespace slsim
