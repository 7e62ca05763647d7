// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 as bytes, the server's side: requests out of whatever pieces arrive, within limits, and
// answers into text. Strict where two readers could disagree on where a request ends, tolerant
// where shipped clients need it: a target with blanks in it is taken as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/http/message.h"

namespace slsim {

/// What one request may take; beyond that it is refused.
struct HttpLimits {
  std::size_t target = 16'384;   ///< 414
  std::size_t head = 65'536;     ///< With the target: 431
  std::size_t headers = 128;     ///< 431
  std::size_t body = 4'194'304;  ///< 413
};

/// Reads one request after the other.
class RequestReader {
 public:
  explicit RequestReader(const HttpLimits& limits = {}) : limits_{limits} {}

  /// Takes what belongs to this request and answers how much that was. Takes nothing once the
  /// request is whole or refused.
  std::size_t feed(std::string_view bytes);

  [[nodiscard]] bool whole() const { return stage_ == Stage::whole; }
  /// The status that says why this is no request; 0 while nothing is wrong. The rest of the
  /// connection makes no sense any more.
  [[nodiscard]] int refused() const { return refused_; }
  /// Whether something of a request has come.
  [[nodiscard]] bool begun() const { return stage_ != Stage::line || !line_.empty(); }
  /// Whether the client waits for `100 Continue` before it sends the body. Once for a request.
  [[nodiscard]] bool take_expectation();
  /// As sent: an absolute target or the host of CONNECT too.
  [[nodiscard]] const std::string& target() const { return target_; }
  /// Whether the connection may serve another request after this.
  [[nodiscard]] bool keeps_alive() const { return keeps_alive_; }
  /// The request, and begins with the next. REQUIRES: it is whole.
  [[nodiscard]] HttpRequest take();

 private:
  enum class Stage : std::uint8_t { line, headers, body, size, chunk, after_chunk, trailer, whole };

  void refuse(int status) { refused_ = status; }
  bool take_line(std::string_view& bytes);
  [[nodiscard]] std::size_t room() const;
  void end_line();
  void read_request_line();
  void read_header();
  void end_head();
  void read_size();
  void take_body(std::string_view& bytes);
  [[nodiscard]] bool framing();

  HttpLimits limits_;
  Stage stage_ = Stage::line;
  int refused_ = 0;
  bool keeps_alive_ = true;
  bool expects_ = false;
  std::size_t head_ = 0;    // Bytes of the head so far.
  std::size_t wanted_ = 0;  // Bytes of the body, or of the chunk, that are to come.
  std::string line_;
  std::string target_;
  HttpRequest request_;
};

/// How an answer is written.
struct AnswerForm {
  bool keep_alive = true;
  bool head = false;    ///< To HEAD: without the body, of which it tells the length.
  bool stream = false;  ///< The body follows in pieces, until the connection closes.
};

[[nodiscard]] std::string print_answer(const HttpResponse& answer, const AnswerForm& form = {});

/// `Not Found`; empty for a number without a name.
[[nodiscard]] std::string_view reason_of(int status);

/// Of `CONNECT host:port`, of an absolute target, of a `Host` header.
struct Authority {
  std::string host;  ///< In lower case.
  std::uint16_t port = 0;
  bool operator==(const Authority&) const = default;
};
/// Port `otherwise` where none is given; host empty when it is malformed.
[[nodiscard]] Authority parse_authority(std::string_view text, std::uint16_t otherwise);

}  // namespace slsim
