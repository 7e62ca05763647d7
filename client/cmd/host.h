// SPDX-License-Identifier: Apache-2.0
// What every command of `mediator` works with: the store, the ports, and how to say things.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/cmd/flags.h"
#include "client/cmd/live_ports.h"
#include "client/ports.h"
#include "client/store/store.h"
#include "core/async/task.h"
#include "live/terminal.h"

namespace slsim {

enum MediatorExit : int {
  done = 0,
  went_wrong = 1,     ///< Refused, failed, or only half done.
  wrong_command = 2,  ///< A flag, a word or a file is wrong.
};

struct CloseStore {
  void operator()(sqlite3* database) const;
};

class MediatorHost {
 public:
  explicit MediatorHost(MediatorFlags flags);

  /// Opens the store and its key; makes both where there are none. Says why it could not.
  [[nodiscard]] std::optional<std::string> open();
  /// Who may play jobs and syncs on this store: one process at a time.
  enum class Holder {
    ours,
    server,  ///< Another mediator serves the store: what is asked of it there it does.
    others,  ///< One that does a job of its own and goes.
  };
  /// Lets nobody else play while this process lives, if nobody does already.
  Holder hold();
  /// Tells others that this process serves the store. REQUIRES: it holds it.
  void say_that_it_serves() const;
  /// Sleeps until `over`, or until whoever holds the store has gone: it is ours then.
  void leave_to_others(const std::function<bool()>& over);

  [[nodiscard]] const MediatorFlags& flags() const { return flags_; }
  [[nodiscard]] const std::vector<std::string>& words() const { return flags_.words(); }
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] Ports ports() { return {*http_, *clock_, jitter_, shared_}; }
  [[nodiscard]] Instant now() const { return clock_->now(); }

  /// Plays what has begun until `over`, which is asked each time when something has happened and at
  /// least every 200 ms.
  void play_until(const std::function<bool()>& over);
  /// Plays tasks side by side until all are over.
  void play(std::vector<Task<>> tasks);
  template <class T>
  T play(Task<T> task) {
    std::optional<T> result;
    std::vector<Task<>> tasks;
    tasks.push_back(keep(std::move(task), result));
    play(std::move(tasks));
    return std::move(*result);
  }

  /// An object as lines, a list of objects as a table; or as JSON.
  void show(const nlohmann::ordered_json& value);
  /// A line; an object with a `message` as JSON.
  void say(std::string_view sentence);
  int refuse(const Fault& fault);
  int misuse(std::string_view what);
  /// On a terminal, while something takes more than a second.
  void show_progress(std::string_view what, std::int64_t over, std::int64_t all);
  /// The text of a file without the line end behind it; from stdin for `-`.
  [[nodiscard]] tl::expected<std::string, std::string> secret_of(std::string_view flag) const;

 private:
  template <class T>
  static Task<> keep(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await task);
  }
  [[nodiscard]] std::optional<std::string> read_key(const std::string& path, std::string& key);
  [[nodiscard]] std::string store_path() const { return flags_.text("store", "mediator.db"); }

  MediatorFlags flags_;
  Stream out_ = Stream::out();
  Stream err_ = Stream::err();
  Progress progress_{Stream::err()};
  int lock_ = -1;
  bool holds_ = false;
  RandomStream jitter_;
  Shared shared_;
  std::unique_ptr<LiveClock> clock_;
  std::unique_ptr<LiveHttp> http_;
  std::unique_ptr<sqlite3, CloseStore> opened_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Store> store_;
};

}  // namespace slsim
