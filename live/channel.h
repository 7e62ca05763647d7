// SPDX-License-Identifier: Apache-2.0
// One accepted connection as bytes in both directions, plain or behind TLS. Everything that is done
// with a channel, and everything that it calls back, happens on its own strand: one thing at a
// time, on whichever thread of the server is free.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace slsim {

/// A certificate chain and its private key, in PEM.
struct TlsMaterial {
  std::string chain;
  std::string key;
};

/// What a TLS server presents, shared by all connections of a listener. Made when the first of them
/// comes: that takes some milliseconds, and a world may have many hosts.
class TlsIdentity {
 public:
  using Make = std::function<std::optional<TlsMaterial>()>;

  explicit TlsIdentity(Make make);
  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;
  ~TlsIdentity();

  struct Context;
  /// Null when there is nothing to present, or OpenSSL does not take it. From any thread.
  [[nodiscard]] Context* context();

 private:
  Make make_;
  std::once_flag made_;
  std::unique_ptr<Context> context_;
};

class Channel {
 public:
  using Done = std::function<void(bool)>;  ///< Told false, nothing more can be done with it.
  using Read = std::function<void(std::string_view)>;  ///< Nothing more comes when it is empty.

  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;

  /// The server's side of TLS from here on; `received` is what of it has been read already.
  virtual void secure(std::shared_ptr<TlsIdentity> identity, std::string received, Done done) = 0;
  virtual void read(Read read) = 0;
  /// The text stays with the channel until it is written. One at a time.
  virtual void write(std::string text, Done done) = 0;
  /// At once, without a farewell; what waits is told.
  virtual void close() = 0;
  /// Says to the other side that nothing more comes.
  virtual void finish() = 0;
  /// From any thread: runs it on the strand, at once if this is the strand.
  virtual void run(std::function<void()> task) = 0;
  /// `127.0.0.1:40112`
  [[nodiscard]] virtual const std::string& peer() const = 0;
};

}  // namespace slsim
