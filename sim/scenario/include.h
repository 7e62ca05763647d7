// SPDX-License-Identifier: Apache-2.0
// Worlds shared by several scenarios. `include: [file]` takes the `world:` of other files, which
// hold nothing else; `patch:` has the shape of `world:` and changes what is there by then.
//
//   include: [../worlds/two-clusters.yaml]
//   patch:
//     clusters: [{name: cm1, version: "14"}]
//   world:
//     clusters: [{name: cm9, product: cer, version: "14"}]
//
// Maps are joined key by key and lists of named things one behind the other, included files first,
// in their order, then the file's own world. A key or a name that is there twice is a mistake. In
// `patch:` a list of named things changes those of the same name; any other value replaces.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/text.h"
#include "sim/scenario/type.h"
#include "sim/scenario/yaml.h"

namespace slsim {

/// The text of a file, or why it cannot be had. The loader itself reads no files.
using FileReader = std::function<Parsed<std::string>(const std::string& path)>;

/// Joins included worlds and patches into the `world` of `root`, whose file is `paths.front()`. The
/// files read are added to `paths`. False when an included world is missing altogether, so that
/// nothing can be said of the names that the file uses.
bool include_worlds(Node& root, const FileReader& read, const Shape& world,
                    std::vector<std::string>& paths, Mistakes& mistakes);

/// `name` as seen from the file at `from`: `scenarios/../worlds/a.yaml` is `worlds/a.yaml`.
[[nodiscard]] std::string relative_path(std::string_view from, std::string_view name);

}  // namespace slsim
