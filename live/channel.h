// SPDX-License-Identifier: Apache-2.0
// One accepted connection as bytes in both directions, plain or behind TLS. Everything that is done
// with a channel, and everything that it calls back, happens on its own strand: one thing at a
// time, on whichever thread of the server is free.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace slsim {

/// What a TLS server presents: made once, shared by all connections of a listener.
class TlsIdentity {
 public:
  /// Certificate chain and private key in PEM. Null when OpenSSL does not take them.
  [[nodiscard]] static std::shared_ptr<TlsIdentity> from_pem(const std::string& chain,
                                                             const std::string& key);
  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;
  ~TlsIdentity();

  struct Context;
  [[nodiscard]] Context& context() const { return *context_; }

 private:
  explicit TlsIdentity(std::unique_ptr<Context> context);
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
