// SPDX-License-Identifier: Apache-2.0
// A session on a thread of its own, behind listeners: its clock goes with the wall's, callers wait
// for their answers, and what was done to it is kept in a file before they get them.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "live/http_line.h"
#include "live/http_server.h"
#include "live/input_file.h"
#include "live/log.h"
#include "live/world_thread.h"
#include "sim/cmd/serve_options.h"
#include "sim/cmd/served_points.h"
#include "sim/serve/admin.h"
#include "sim/serve/session.h"

namespace slsim {

class ServedWorld {
 public:
  struct Setup {
    Session session;
    ClockRate clock;
    std::optional<InputFile> file;
    std::unique_ptr<ServedPoints> points;
    ServerFacts facts;
    const Log& log;              ///< REQUIRES: outlives the world.
    std::function<void()> stop;  ///< Called, from its thread, when it is asked to end or has to.
    /// The way to another program that is CSSM; null where none is.
    std::unique_ptr<HttpLine> external{};
  };
  explicit ServedWorld(Setup setup);
  ServedWorld(const ServedWorld&) = delete;
  ServedWorld& operator=(const ServedWorld&) = delete;
  /// Keeps where it stands, and lets everybody go who still waits.
  ~ServedWorld();

  // From any thread.
  void ask(const CalledHost& called, HttpRequest request, HttpReply reply);
  void ask_admin(HttpRequest request, HttpReply reply);
  /// A user of a node's platform. These wait, but not for longer than the world is there.
  [[nodiscard]] bool logs_in(const std::string& node, const BasicLogin& login);
  [[nodiscard]] std::optional<CliAnswer> look_up(const std::string& node, const TypedLine& typed);
  [[nodiscard]] CliAnswer type(const std::string& node, const TypedLine& typed);
  /// The host for which a name stands at present; empty when there is none.
  [[nodiscard]] std::string host_of(const std::string& name);
  /// Whether that proxy of the world lets such a user through.
  [[nodiscard]] bool lets_through(const std::string& proxy, const BasicLogin& login);
  /// The root by which a box on the way signs what such a caller is shown; empty: nobody does.
  [[nodiscard]] std::string signer(const CalledHost& called);

  /// How it ended: what the played file expected in vain, a sentence each.
  struct End {
    std::vector<std::string> failures;
    bool kept = true;  ///< Whether everything could be written.
  };
  /// No more jobs after this.
  [[nodiscard]] End end();

 private:
  using Clock = WorldThread::Clock;

  struct OpenCall {
    std::uint32_t call = 0;
    HttpReply reply;
  };
  struct OpenLine {
    std::size_t number = 0;
    std::shared_ptr<std::promise<CliAnswer>> answer;
  };
  struct Move {
    ClockMove move;
    HttpReply reply;
  };
  struct Follower {
    HttpReply reply;
    std::uint64_t next = 0;
  };

  std::optional<Clock::time_point> tick();
  bool follow_wall();
  bool move_on();
  bool commit();
  bool keep();
  void append_inputs();
  void give_up_inputs();
  void anchor();
  [[nodiscard]] Instant wall_now() const;
  WorldThread::Then answered(const std::string& host, const HttpRequest& request,
                             const Session::Asked& asked, HttpReply reply);
  WorldThread::Then follow_journal(const HttpRequest& request, HttpReply reply);
  void give(const Session::Answer& answer, const HttpReply& reply);
  void collect_calls();
  void collect_lines();
  void let_lines_go();
  void feed_followers();
  // served_external.cc
  [[nodiscard]] bool asks_external() const;
  void ask_external();
  void external_answered(std::uint64_t number, const Result<HttpResponse>& answer);
  void forget_external();
  void note(const std::string& host, const HttpRequest& request, int status) const;

  Session session_;
  ClockRate clock_;
  std::optional<InputFile> file_;
  std::unique_ptr<ServedPoints> points_;  ///< With file_.
  ServerFacts facts_;
  const Log& log_;
  std::function<void()> stop_;

  Clock::time_point anchor_wall_;
  Instant anchor_;
  Clock::time_point followed_;
  Clock::time_point now_kept_;
  std::size_t inputs_kept_ = 0;
  Instant kept_;
  bool failed_ = false;
  std::unique_ptr<HttpLine> external_;
  std::uint64_t external_asked_ = 0;  ///< Number of the last call that went out.
  std::uint64_t external_world_ = 0;  ///< Counts sessions that were replaced.
  bool listens_ = false;              ///< Whether its thread can be posted to.
  std::uint64_t looked_ = 0;          ///< Session::version() when calls were last collected.

  std::vector<OpenCall> calls_;
  std::vector<OpenLine> lines_;
  std::deque<Move> moves_;
  std::vector<Follower> followers_;
  std::vector<std::function<void()>> ready_;  ///< Answers for when everything is kept.
  std::multimap<Clock::time_point, std::function<void()>> delayed_;
  std::optional<WorldThread> thread_;  ///< Last: it uses all the others.
};

}  // namespace slsim
