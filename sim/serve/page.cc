// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/http/markup.h"
#include "core/time/text.h"
#include "sim/serve/page_tables.h"

namespace slsim {
namespace {

constexpr std::string_view style = R"(:root { color-scheme: light dark; --line: #8885; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; }
h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .15rem .9rem .15rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
pre { overflow-x: auto; border: 1px solid var(--line); padding: .5rem; margin: 0; }
button, input { font: inherit; } form { margin: 1rem 0 0; }
:focus-visible { outline: 2px solid; outline-offset: 2px; }
.good::before { content: "\2713 "; } .bad::before { content: "\2717 "; }
.good { color: light-dark(#0a6b2d, #6fdc8c); } .bad { color: light-dark(#a4001d, #ff8389); }
.wide { overflow-x: auto; } .faint { opacity: .75; }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #eee; }
  .good { color: #6fdc8c; } .bad { color: #ff8389; } }
@media (prefers-color-scheme: light) { .good { color: #0a6b2d; } .bad { color: #a4001d; } }
)";

/// Asks once a second whether anything has changed, and if so shows the page's new parts.
constexpr std::string_view script = R"("use strict";
let seen = "";
async function look() {
  try {
    const status = await (await fetch("/v1/status")).json();
    const now = [status.now, status.digest, status.requests].join();
    if (seen !== "" && seen !== now) {
      const text = await (await fetch("/")).text();
      const page = new DOMParser().parseFromString(text, "text/html");
      for (const id of ["clock", "world"]) {
        document.getElementById(id).replaceWith(page.getElementById(id));
      }
    }
    seen = now;
  } catch { document.getElementById("clock").textContent = "The server does not answer."; }
  setTimeout(look, 1000);
}
look();
)";

constexpr std::array<std::string_view, 6> strides{"1h", "1d", "7d", "30d", "90d", "365d"};

AdminAnswer page(const AdminCall& call) {
  return {text_answer("text/html; charset=utf-8", world_page(call.session, call.facts))};
}
AdminAnswer page_style(const AdminCall&) { return {text_answer("text/css", std::string{style})}; }
AdminAnswer page_script(const AdminCall&) {
  return {text_answer("text/javascript", std::string{script})};
}

AdminAnswer page_advance(const AdminCall& call) {
  const auto wait = parse_duration(call.given("by"));
  if (!wait) return {wrong(400, wait.error())};
  if (*wait > last_instant - call.session.now()) return {wrong(400, "no file goes so far")};
  return {.response = {},
          .move = ClockMove{.to = call.session.now() + *wait, .settle = false, .from_page = true}};
}

constexpr AdminRoute routes[] = {
    {"GET", "/", page, "The page for people."},
    {"GET", "/page.css", page_style, "Its style."},
    {"GET", "/page.js", page_script, "What keeps it up to date."},
    {"POST", "/page/advance", page_advance, "Its buttons.", true},
};

std::string clock_line(const Session& session, const ServerFacts& facts) {
  std::string line =
      fmt::format("<p id=\"clock\"><strong>{}</strong>, {} after the start; clock {}, {} events",
                  print(session.now()), print(session.now() - session.start()),
                  escape_markup(facts.clock), session.world().events_played());
  if (const auto& why = session.player().stopped()) {
    line += fmt::format("; <span class=\"bad\">stopped: {}</span>", escape_markup(*why));
  }
  return line + "</p>\n";
}

std::string buttons() {
  std::string form =
      "<form method=\"post\" action=\"/page/advance\"><fieldset><legend>Move the clock</legend>\n";
  for (const std::string_view stride : strides) {
    form += fmt::format("<button name=\"by\" value=\"{0}\">{0}</button>\n", stride);
  }
  form +=
      "</fieldset></form>\n<form method=\"post\" action=\"/page/advance\"><label>or by "
      "<input name=\"by\" size=\"8\" placeholder=\"1d12h\" required></label> "
      "<button>go</button></form>\n";
  return form;
}

}  // namespace

std::span<const AdminRoute> page_routes() { return routes; }

std::string world_page(const Session& session, const ServerFacts& facts) {
  const std::string title = escape_markup(session.world().plan().address());
  return fmt::format(
             "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>slsim: {0}</title>\n<link rel=\"stylesheet\" href=\"/page.css\">\n"
             "<link rel=\"icon\" href=\"data:,\">\n"
             "<script src=\"/page.js\" defer></script>\n</head>\n<body>\n"
             "<header><h1>slsim: {0}</h1>\n",
             title) +
         clock_line(session, facts) + "</header>\n" + buttons() + "<main id=\"world\">\n" +
         world_tables(session) + "</main>\n</body>\n</html>\n";
}

}  // namespace slsim
