// SPDX-License-Identifier: Apache-2.0
#include "sim/report/junit.h"

#include <fmt/format.h>

#include "core/http/markup.h"
#include "core/time/text.h"

namespace slsim {
namespace {

/// What XML 1.0 cannot hold at all becomes a question mark.
std::string escape(std::string_view text) {
  std::string clean{text};
  for (char& c : clean) {
    const bool blank = c == '\n' || c == '\t';
    if (!blank && (static_cast<unsigned char>(c) < ' ' || c == '\x7f')) c = '?';
  }
  return escape_markup(clean);
}

/// An attribute is on one line.
std::string attribute(std::string_view text) {
  std::string escaped = escape(text);
  for (char& c : escaped) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return escaped;
}

/// `scenarios/lapse/ninety.yaml` as Jenkins shows packages and classes: `scenarios.lapse.ninety`.
std::string class_name(std::string_view path) {
  if (path.ends_with(".yaml")) path.remove_suffix(5);
  while (path.starts_with("./")) path.remove_prefix(2);
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string name;
  for (const char c : path) name += c == '/' ? '.' : c;
  return name;
}

std::string summary(const RunResult& result) {
  return fmt::format("seed {}, digest {:016x}, {} simulated, {} events, {} steps, {} expectations",
                     result.seed, result.digest, print(result.end - result.start), result.events,
                     result.steps, result.expectations);
}

}  // namespace

JunitReport::Suite& JunitReport::suite(std::string_view path) {
  if (suites_.empty() || suites_.back().path != path) suites_.push_back({std::string{path}, ""});
  return suites_.back();
}

void JunitReport::add(const RunResult& result, std::string_view details) {
  Suite& in = suite(result.path);
  ++in.tests;
  const std::string name = result.name.empty() ? class_name(result.path) : result.name;
  in.cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n",
                          attribute(class_name(result.path)), attribute(name));
  if (!result.failures.empty()) {
    const bool broken = result.verdict() == Verdict::broken;
    ++(broken ? in.errors : in.failures);
    in.cases += fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n",
                            broken ? "error" : "failure", word(result.failures.front().kind).text(),
                            attribute(result.failures.front().text), escape(details));
  }
  in.cases +=
      fmt::format("      <system-out>{}</system-out>\n    </testcase>\n", escape(summary(result)));
}

void JunitReport::add_unreadable(std::string_view path, std::string_view mistakes) {
  Suite& in = suite(path);
  ++in.tests;
  ++in.errors;
  in.cases += fmt::format(
      "    <testcase classname=\"{}\" name=\"check\">\n"
      "      <error type=\"mistakes\" message=\"the file has mistakes\">{}</error>\n"
      "    </testcase>\n",
      attribute(class_name(path)), escape(mistakes));
}

std::string JunitReport::text() const {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const Suite& in : suites_) {
    text += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\">\n{}"
        "  </testsuite>\n",
        attribute(in.path), in.tests, in.failures, in.errors, in.cases);
  }
  return text + "</testsuites>\n";
}

}  // namespace slsim
