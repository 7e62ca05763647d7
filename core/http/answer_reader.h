// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 as bytes, the client's side: a request into text, and its answer out of whatever pieces
// arrive, within limits. The body is given on as it comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/http/message.h"

namespace slsim {

/// Reads the one answer to one request. What the server says on the way to it (1xx) is left out.
class AnswerReader {
 public:
  /// Is given the body piece by piece; false when it wants no more of it.
  using Take = std::function<bool(std::string_view)>;

  /// The method decides what answers have bodies.
  explicit AnswerReader(std::string_view method, Take take);

  void feed(std::string_view bytes);
  /// Nothing more comes.
  void end();

  [[nodiscard]] bool whole() const { return stage_ == Stage::whole; }
  /// What came is no answer, or only the beginning of one, or nobody wants the rest.
  [[nodiscard]] bool failed() const { return stage_ == Stage::failed; }
  /// Whether the connection may serve another request after this answer.
  [[nodiscard]] bool keeps_alive() const { return whole() && keeps_alive_; }
  /// Whether anything has come.
  [[nodiscard]] bool begun() const { return stage_ != Stage::line || !line_.empty(); }
  /// Status and headers; complete as soon as something of the body has come.
  [[nodiscard]] const HttpResponse& answer() const { return answer_; }

 private:
  enum class Stage : std::uint8_t {
    line,
    headers,
    body,
    size,
    chunk,
    after_chunk,
    trailer,
    to_the_end,  // Its length is where the connection ends.
    whole,
    failed,
  };

  bool take_line(std::string_view& bytes);
  void end_line();
  void read_status();
  void read_header();
  void end_head();
  void read_size();
  void take_body(std::string_view& bytes);

  std::string method_;
  Take take_;
  Stage stage_ = Stage::line;
  bool keeps_alive_ = true;
  std::size_t head_ = 0;    // Bytes of lines so far.
  std::size_t wanted_ = 0;  // Bytes of the body, or of the chunk, that are to come.
  std::string line_;
  HttpResponse answer_{.status = 0, .headers = {}, .body = {}};
};

/// `target` is what stands in the first line: path and query, or what a proxy is told. `host` is
/// for the header of that name. The connection ends with the answer, unless it is to be kept. Empty
/// when a line of the request would break.
[[nodiscard]] std::string print_request(const HttpRequest& request, std::string_view target,
                                        std::string_view host, bool keep_alive = false);

}  // namespace slsim
