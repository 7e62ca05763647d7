// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/json_values.h"

#include <nlohmann/json.hpp>
#include <string>

#include "core/time/text.h"

namespace slsim {

using Json = nlohmann::json;

Json to_json(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::flag:
      return value.flag();
    case Value::Kind::number:
      return value.number();
    case Value::Kind::text:
      return value.text();
    case Value::Kind::duration:
      return print(value.duration());
    case Value::Kind::instant:
      return print(value.instant());
    case Value::Kind::list: {
      Json list = Json::array();
      for (const Value& item : value.list()) list.push_back(to_json(item));
      return list;
    }
    case Value::Kind::map: {
      Json map = Json::object();
      for (const auto& [key, item] : value.map()) map[key] = to_json(item);
      return map;
    }
    default:
      return {};
  }
}

Value to_value(const Json& json) {
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return json.get<std::int64_t>();
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::array: {
      Value::List list;
      for (const Json& item : json) list.push_back(to_value(item));
      return list;
    }
    case Json::value_t::object: {
      Value::Map map;
      for (const auto& [key, item] : json.items()) map.insert_or_assign(key, to_value(item));
      return map;
    }
    default:
      return {};
  }
}

}  // namespace slsim
