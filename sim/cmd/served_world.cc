// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/served_world.h"

#include <algorithm>
#include <utility>

#include "sim/serve/snapshot.h"

namespace slsim {
namespace {

using Millis = std::chrono::milliseconds;

/// What the clock of the world is behind that of the wall at most while callers come.
constexpr Millis precision{5};
constexpr Millis longest_sleep{1000};
/// Between two calls of the clock that are kept in the file.
constexpr std::chrono::seconds keeps_now{5};
/// Of a long way of the clock, before others have a turn: some milliseconds.
constexpr std::uint64_t slice = 20'000;
/// How long a caller hangs whom nobody answers: longer than most clients wait.
constexpr std::chrono::seconds silence{300};

bool wants_events(const HttpRequest& request) {
  const std::string* accept = find_header(request.headers, "Accept");
  return request.method == "GET" && request.path == "/v1/journal" && accept != nullptr &&
         accept->find("text/event-stream") != std::string::npos;
}

}  // namespace

ServedWorld::ServedWorld(Setup setup)
    : session_{std::move(setup.session)},
      clock_{setup.clock},
      file_{std::move(setup.file)},
      points_{std::move(setup.points)},
      facts_{std::move(setup.facts)},
      log_{setup.log},
      stop_{std::move(setup.stop)},
      inputs_kept_{file_ && !file_->fresh() ? session_.inputs().size() : 0},
      external_{std::move(setup.external)} {
  anchor();
  thread_.emplace(WorldThread::Duties{[this] { return tick(); }, [this] { return commit(); }});
  thread_->post([this] {
    listens_ = true;
    return WorldThread::Then{};
  });
}

ServedWorld::~ServedWorld() {
  thread_->stop();
  external_.reset();
}

ServedWorld::End ServedWorld::end() {
  thread_->stop();
  external_.reset();
  End end;
  end.kept = commit() && !failed_ && keep();
  if (points_ && end.kept) points_->write_last(session_);
  calls_.clear();
  let_lines_go();
  moves_.clear();
  followers_.clear();
  delayed_.clear();
  for (const Failure& failure : session_.player().failures()) end.failures.push_back(failure.text);
  return end;
}

// --- The clock ---

void ServedWorld::anchor() {
  anchor_wall_ = Clock::now();
  anchor_ = session_.now();
}

Instant ServedWorld::wall_now() const {
  const auto passed = std::chrono::duration_cast<Millis>(Clock::now() - anchor_wall_);
  if (passed.count() >=
      (last_instant - anchor_).count() / std::max(clock_.times, std::int64_t{1})) {
    return last_instant;
  }
  return anchor_ + passed * clock_.times;
}

/// Whether there is more to play before the time of the wall.
bool ServedWorld::follow_wall() {
  if (clock_.times == 0 || !moves_.empty() || Clock::now() - followed_ < precision) return false;
  if (session_.held()) return false;
  const Instant now = wall_now();
  if (now > session_.now() && !session_.advance(now, slice)) return true;
  followed_ = Clock::now();
  return false;
}

/// Whether there is more to play of the moves that somebody asked for.
bool ServedWorld::move_on() {
  if (moves_.empty() || session_.held()) return false;
  Move& first = moves_.front();
  if (!session_.advance(std::max(first.move.to, session_.now()), slice)) return true;
  if (first.move.settle) std::ignore = session_.settle(longest_settling);
  if (session_.held()) return false;
  ready_.emplace_back([reply = std::move(first.reply),
                       answer = end_move(session_, facts_, first.move)] { reply.answer(answer); });
  log_.info("clock moved", {{"now", print(session_.now())}});
  moves_.pop_front();
  anchor();
  return !moves_.empty();
}

std::optional<ServedWorld::Clock::time_point> ServedWorld::tick() {
  const bool more = move_on() || follow_wall();
  const auto now = Clock::now();
  while (!delayed_.empty() && delayed_.begin()->first <= now) {
    delayed_.begin()->second();
    delayed_.erase(delayed_.begin());
  }
  if (more) return now;
  std::optional<Clock::time_point> next;
  if (!delayed_.empty()) next = delayed_.begin()->first;
  if (clock_.times == 0) return next;
  const Duration wait = session_.world().next_due() - session_.now();
  const auto sleep = std::clamp(Millis{wait.count() / clock_.times + 1}, precision, longest_sleep);
  return std::min(next.value_or(now + sleep), now + sleep);
}

// --- What is kept ---

void ServedWorld::append_inputs() {
  const auto& inputs = session_.inputs();
  for (const std::size_t number : session_.take_judged()) {
    if (number < inputs_kept_) file_->replace(number, write_input(inputs[number]));
  }
  for (; inputs_kept_ < inputs.size(); ++inputs_kept_) {
    file_->append(write_input(inputs[inputs_kept_]));
  }
}

/// Another session stands in the place of the one that is kept.
void ServedWorld::give_up_inputs() {
  if (!file_) return;
  file_->clear();
  inputs_kept_ = 0;
  file_->set_text("life", std::to_string(points_->begin_life()));
}

bool ServedWorld::keep() {
  if (!file_) return true;
  append_inputs();
  kept_ = session_.now();
  now_kept_ = Clock::now();
  file_->set_text("now", std::to_string(kept_.time_since_epoch().count()));
  file_->set_text("digest", std::to_string(session_.world().digest()));
  const auto wall = std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
  file_->set_text("wall", std::to_string(wall.time_since_epoch().count()));
  const auto written = file_->commit();
  if (written) return true;
  log_.warn("state cannot be written", {{"why", written.error()}});
  failed_ = true;
  stop_();
  return false;
}

/// Before anybody is answered. What the clock alone has done follows from what is kept already.
bool ServedWorld::commit() {
  if (failed_) return false;
  const bool due = inputs_kept_ < session_.inputs().size() || !ready_.empty() ||
                   (session_.now() > kept_ && Clock::now() - now_kept_ >= keeps_now) ||
                   asks_external();
  if (file_ && due && !keep()) return false;
  if (points_ && points_->due(session_)) {
    if (!keep()) return false;
    points_->begin(session_);
  }
  if (asks_external()) ask_external();
  for (const auto& answer : std::exchange(ready_, {})) answer();
  if (looked_ != session_.version()) {
    collect_calls();
    collect_lines();
  }
  looked_ = session_.version();
  if (!followers_.empty()) feed_followers();
  return true;
}

// --- Callers ---

void ServedWorld::ask(const CalledHost& called, HttpRequest request, HttpReply reply) {
  thread_->post([this, called, request = std::move(request),
                 reply = std::move(reply)]() mutable -> WorldThread::Then {
    follow_wall();
    const Session::Asked asked = session_.ask(called, request);
    return answered(called.name, request, asked, std::move(reply));
  });
}

WorldThread::Then ServedWorld::answered(const std::string& host, const HttpRequest& request,
                                        const Session::Asked& asked, HttpReply reply) {
  if (!asked.answer) {
    note(host, request, 0);
    calls_.push_back({asked.call, std::move(reply)});
    return {};
  }
  const auto* response = std::get_if<HttpResponse>(&*asked.answer);
  note(host, request, response == nullptr ? 0 : response->status);
  WorldThread::Then then = [this, answer = *asked.answer, reply = std::move(reply)] {
    give(answer, reply);
  };
  if (asked.delay <= Duration::zero()) return then;
  return [this, then = std::move(then), due = Clock::now() + asked.delay] {
    delayed_.emplace(due, then);
  };
}

void ServedWorld::give(const Session::Answer& answer, const HttpReply& reply) {
  if (const auto* response = std::get_if<HttpResponse>(&answer)) return reply.answer(*response);
  const Problem& why = std::get<Session::NoAnswer>(answer).why;
  if (why.code != ProblemCode::timed_out) return reply.cut();
  delayed_.emplace(Clock::now() + silence, [reply] { reply.cut(); });
}

void ServedWorld::collect_calls() {
  std::erase_if(calls_, [&](const OpenCall& open) {
    const auto answer = session_.take(open.call);
    if (answer) give(*answer, open.reply);
    return answer.has_value();
  });
}

void ServedWorld::note(const std::string& host, const HttpRequest& request, int status) const {
  if (log_.quiet()) return;
  log_.info("request", {{"host", host},
                        {"method", request.method},
                        {"path", request.path},
                        {"status", status == 0 ? "none" : std::to_string(status)}});
}

std::string ServedWorld::host_of(const std::string& name) {
  std::string host;
  thread_->call([&] {
    const Kernel& kernel = session_.world().kernel();
    for (const auto& [known, stands_for] : kernel.network.names()) {
      if (!same_ignoring_case(kernel.journal.names().text(known), name)) continue;
      host = kernel.network.host_name(stands_for);
    }
  });
  return host;
}

bool ServedWorld::lets_through(const std::string& proxy, const BasicLogin& login) {
  bool through = false;
  thread_->call([&] {
    const Kernel& kernel = session_.world().kernel();
    const auto host = kernel.network.find_host(proxy);
    const Proxy* rules = host ? kernel.network.proxy(*host) : nullptr;
    if (rules == nullptr) return;
    const Names& names = kernel.journal.names();
    through =
        rules->users.empty() || std::ranges::any_of(rules->users, [&](const auto& user) {
          return names.text(user.first) == login.user && names.text(user.second) == login.password;
        });
  });
  return through;
}

std::string ServedWorld::signer(const CalledHost& called) {
  std::string root;
  thread_->call([&] { root = session_.signer(called); });
  return root;
}

// --- Whoever runs the server ---

void ServedWorld::ask_admin(HttpRequest request, HttpReply reply) {
  thread_->post([this, request = std::move(request),
                 reply = std::move(reply)]() mutable -> WorldThread::Then {
    follow_wall();
    if (wants_events(request)) return follow_journal(request, std::move(reply));
    AdminAnswer answer = slsim::ask_admin(session_, facts_, request);
    if (request.method != "GET") {
      log_.info("admin", {{"method", request.method},
                          {"path", request.path},
                          {"status", std::to_string(answer.response.status)}});
    }
    if (answer.replaced) {
      forget_external();
      give_up_inputs();
      // Whoever still waits called a world that is no more.
      for (const OpenCall& open : std::exchange(calls_, {})) open.reply.cut();
      let_lines_go();
      anchor();
      if (file_ && !keep()) return {};
    }
    if (answer.move) {
      moves_.push_back({*answer.move, std::move(reply)});
      return {};
    }
    return [this, answer = std::move(answer), reply = std::move(reply)] {
      reply.answer(answer.response);
      if (answer.stop) stop_();
    };
  });
}

WorldThread::Then ServedWorld::follow_journal(const HttpRequest& request, HttpReply reply) {
  HttpRequest first = request;
  first.query += "&limit=0";
  AdminAnswer answer = slsim::ask_admin(session_, facts_, first);
  if (answer.response.status != 200) {
    return
        [answer = std::move(answer), reply = std::move(reply)] { reply.answer(answer.response); };
  }
  std::erase_if(answer.response.headers, [](const HttpHeader& header) {
    return same_ignoring_case(header.name, "Content-Type");
  });
  answer.response.headers.push_back({"Content-Type", "text/event-stream"});
  reply.stream(std::move(answer.response));
  followers_.push_back({std::move(reply), session_.world().journal().recorded() + 1});
  return {};
}

void ServedWorld::feed_followers() {
  const std::uint64_t recorded = session_.world().journal().recorded();
  std::erase_if(followers_, [&](Follower& follower) {
    if (follower.next > recorded) return false;
    const std::uint64_t kept = session_.world().journal().events().size();
    const std::uint64_t first = std::max(follower.next, recorded - kept + 1);
    follower.next = recorded + 1;
    const std::string lines = journal_lines(session_, first, kept);
    std::string events;
    for (std::size_t from = 0; from < lines.size();) {
      const std::size_t end = std::min(lines.find('\n', from), lines.size());
      events += "data: " + lines.substr(from, end - from) + "\n\n";
      from = end + 1;
    }
    return !follower.reply.send(std::move(events));
  });
}

}  // namespace slsim
