// SPDX-License-Identifier: Apache-2.0
// A world that somebody outside plays with: calls its interfaces, does what a scenario's steps can
// do, and moves its clock. Everything that changes the world is recorded, so that a session can be
// saved as a scenario, and taken up again. A value that one thread at a time uses: it knows of no
// sockets, files or wall clocks.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/scenario/include.h"
#include "sim/scenario/player.h"
#include "sim/scenario/step_loader.h"
#include "sim/serve/history.h"
#include "sim/serve/input.h"
#include "sim/ucapps/cli_type.h"

namespace slsim {

class ByteReader;
class ByteWriter;

/// Names under which access tokens are kept begin with this.
inline constexpr std::string_view access_name = "access_token_";

/// Where the world comes from.
struct SessionSource {
  std::string path;                        ///< For messages.
  std::string text;                        ///< The scenario.
  std::optional<std::string> case_name{};  ///< Of a file with several cases.
  bool play = false;                       ///< Whether its steps and expectations are played.
};

/// The plan of a session's setup, or what is wrong with it.
[[nodiscard]] Parsed<std::shared_ptr<const Plan>> plan_of(const std::string& setup);

/// The scenario's own world when no file is given: two accounts, three clusters.
[[nodiscard]] SessionSource demo_source();

class Session {
 public:
  /// Or everything that is wrong with the file, a line each.
  [[nodiscard]] static Parsed<Session> open(const SessionSource& source, const FileReader& read);
  /// A session with that setup, at its start.
  [[nodiscard]] static Parsed<Session> begin(const std::string& setup);
  /// Plays what was done to it further on.
  [[nodiscard]] Parsed<void> catch_up(std::vector<Input> inputs);
  /// A session taken up again: the same world after the same inputs, at `now`.
  [[nodiscard]] static Parsed<Session> resume(const std::string& setup, std::vector<Input> inputs,
                                              Instant now);

  // As bytes, for this program to read again: session_bytes.cc.
  /// Whether it can be written: not while steps of its file are played, or it has stopped.
  [[nodiscard]] bool writable() const { return !play_ && !player_.stopped(); }
  /// All that it is but for setup and inputs. REQUIRES: writable().
  void write(ByteWriter& writer) const;
  /// The session of such bytes, which had that setup and those inputs; or that they make no sense.
  /// A setup that `served` has too is not read again.
  [[nodiscard]] static Parsed<Session> read(const std::string& setup, std::vector<Input> inputs,
                                            ByteReader& reader, const Session* served = nullptr);
  /// A copy to be written, cheap however much was done to it: without the inputs.
  [[nodiscard]] Session present();

  [[nodiscard]] Instant now() const { return player_.world().now(); }
  [[nodiscard]] Instant start() const { return player_.world().plan().start; }
  [[nodiscard]] World& world() { return player_.world(); }
  [[nodiscard]] const World& world() const { return player_.world(); }
  [[nodiscard]] const Player& player() const { return player_; }
  /// Whether the steps and expectations of its file are played.
  [[nodiscard]] bool plays() const { return play_; }

  // The clock.
  /// Plays up to `to` and at it; only so many events at a time. False when there is more to play
  /// before that, which has to wait where time is held.
  bool advance(Instant to, std::uint64_t most_events = never_mind);
  static constexpr std::uint64_t never_mind = ~std::uint64_t{0};
  /// Plays until nothing is in flight, or time is held; what still is in flight if that takes
  /// longer than `limit`.
  [[nodiscard]] std::optional<std::string> settle(Duration limit);

  // A CSSM that is another program.
  /// What it has been asked and has not answered yet.
  [[nodiscard]] const std::vector<ExternalCssm::Call>& external_calls() const;
  /// Whether time stands, since something of that is waited for.
  [[nodiscard]] bool held() const { return !external_calls().empty(); }
  /// REQUIRES: the call waits.
  void answer_external(std::uint64_t call, const Result<HttpResponse>& given);

  // Calls from outside.
  struct NoAnswer {
    Problem why;
  };
  using Answer = std::variant<HttpResponse, NoAnswer>;
  struct Asked {
    std::optional<Answer> answer{};  ///< Absent while there is none: ask for `call` later.
    std::uint32_t call = 0;
    Duration
        delay{};  ///< What the network takes toward outside, both ways: for the caller to wait.
  };
  /// Calls a host's interface, through the network. What only reads leaves no trace.
  [[nodiscard]] Asked ask(const CalledHost& called, HttpRequest request);
  [[nodiscard]] std::optional<Answer> take(std::uint32_t call);
  /// The root at which the certificate ends that a box on the way shows instead of the host's own;
  /// empty: none opens TLS.
  [[nodiscard]] std::string signer(const CalledHost& called) const;

  // Command lines.
  /// Whether a node's platform lets that user in. It does not while nobody outside reaches it.
  [[nodiscard]] bool logs_in(const std::string& node, const BasicLogin& login) const;
  /// What a line prints that changes nothing; absent of one that acts. No trace is left of it.
  [[nodiscard]] std::optional<CliAnswer> look_up(const std::string& node, TypedLine typed) const;
  struct Typed {
    std::optional<CliAnswer> answer{};  ///< Absent while it is under way: ask for `number` later.
    std::size_t number = 0;
  };
  /// Of a line that acts: it is a step from here on.
  Typed type(const std::string& node, const TypedLine& typed);
  [[nodiscard]] std::optional<CliAnswer> typed(std::size_t number) const;

  // Steps.
  struct Performed {
    std::optional<Outcome> outcome{};  ///< Absent while it is under way: ask for `number` later.
    std::string mistakes{};            ///< Why it is no step; then nothing was done.
    std::size_t number = 0;
  };
  /// `cm1: {register: t1}`, with `as: name` if that is wanted.
  Performed perform(const std::string& text);
  [[nodiscard]] std::optional<Outcome> outcome(std::size_t number) const;

  // What happened.
  [[nodiscard]] const std::vector<Input>& inputs() const { return inputs_; }
  /// Numbers of inputs whose `refused` has become known since this was asked last.
  [[nodiscard]] std::vector<std::size_t> take_judged() { return std::exchange(judged_, {}); }
  [[nodiscard]] const History& history() const { return history_; }
  /// Grows whenever the world may have changed.
  [[nodiscard]] std::uint64_t version() const { return version_; }
  /// It stands in the place of another.
  void follow(const Session& other) { version_ = other.version_ + 1; }
  /// `slsim`, seed, start, settings and world, as YAML.
  [[nodiscard]] const std::string& setup() const { return setup_; }
  /// The session as a scenario that `slsim run` plays to the same digest; why not, of one whose
  /// file is played.
  [[nodiscard]] Parsed<std::string> save() const;

 private:
  Session(std::shared_ptr<const Plan> plan, std::string setup, bool play);
  Session(World world, std::string setup);
  template <class Archive>
  void persist(Archive& archive);

  [[nodiscard]] HttpResponse look(const HttpRequest& request);
  [[nodiscard]] bool only_reads(HostId host, const HttpRequest& request) const;
  [[nodiscard]] Duration delay_to(const CalledHost& called) const;
  [[nodiscard]] Input input_of(const CalledHost& called, HttpRequest request) const;
  std::uint32_t send(std::size_t number, const CalledHost& called, HttpRequest request);
  [[nodiscard]] std::optional<std::string> play_again(Input input);
  void call_again(std::size_t number);
  void judge(std::size_t number, std::string refused);
  void play_step(std::size_t number, const Step& step);
  void keep_result(const std::string& as, const Value& value);
  StepLoader& loader();
  void remember(const std::string& host, const HttpRequest& request, const Answer& answer);
  void collect();
  void end(std::size_t number, const Outcome& outcome);

  struct Waiting {
    std::size_t number = 0;  ///< In inputs_.
    Ticket ticket;
  };
  struct OpenCall {
    std::size_t number = 0;
    std::string host;
    HttpRequest request;
  };

  std::string setup_;
  std::optional<StepLoader> loader_;  ///< From the first step on; made again when needed.
  bool play_;
  Player player_;
  std::vector<Input> inputs_;
  std::vector<std::size_t> judged_;
  std::vector<Waiting> waiting_;
  std::map<std::size_t, Outcome> outcomes_;  ///< Of what was performed, until somebody asks.
  std::map<std::uint32_t, OpenCall> calls_;
  std::vector<std::uint32_t> unattended_;  ///< Of calls_, those for whose answers nobody asks.
  Value::Map results_;
  /// Access tokens that calls have brought, by their texts, and under which names they are kept:
  /// what is recorded says the name.
  std::map<std::string, std::string, std::less<>> bearers_;
  History history_;
  std::uint64_t version_ = 1;
  std::map<std::string, HttpResponse>
      seen_;  ///< Answers of version seen_at_, by the whole request.
  std::uint64_t seen_at_ = 0;
  std::size_t seen_bytes_ = 0;
};

}  // namespace slsim
