// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

// As Unified CM's command line and AXL spell them; Unity Connection's interface has the same three
// that are public.
constexpr std::array<std::string_view, 10> camel_case{"Init",
                                                      "Waiting",
                                                      "InCompliance",
                                                      "OutOfCompliance",
                                                      "Eval",
                                                      "EvalExpired",
                                                      "AuthorizationExpired",
                                                      "InvalidTag",
                                                      "ReservedAuthorized",
                                                      "NotAuthorized"};
// Emergency Responder Administration Guide, License Manager page.
constexpr std::array<std::string_view, 10> in_words{
    "No Licenses in Use",     "Waiting",     "Authorized",
    "Out of Compliance",      "Evaluation",  "Evaluation Period Expired",
    "Authorization Expired",  "Invalid Tag", "Authorized-Reserved",
    "Not Authorized-Reserved"};

// In the order of Product. States by the System Configuration Guide of Unified CM, the Install
// Guide of Unity Connection and the Administration Guide of Emergency Responder.
constexpr std::array<Skin, 3> skins{{
    {AdminInterface::axl,
     "Users and devices",
     true,
     true,
     {"Unregistered", "Registered", "Unregistered-registered Expired", "Reservation In Progress",
      "Registered- Specific License Reservation", "Registered- Universal License Reservation"},
     {"No License in use", "Evaluation Mode", "Evaluation Expired", "Waiting", "Authorized",
      "Out of compliance", "Authorization Expired", "Authorized - Reserved",
      "Not Authorized - Reserved"},
     camel_case},
    {AdminInterface::cupi,
     "Users and SpeechConnect ports",
     false,
     true,
     {"Unregistered", "Registered", "Registration Expired", "Reservation In Progress",
      "Registered - Specific License Reservation", "Registered - Universal License Reservation"},
     {"No Licenses in Use", "Evaluation Mode", "Evaluation Period Expired", "Waiting", "Authorized",
      "Out of Compliance", "Authorization Expired", "Authorized - Reserved",
      "Not Authorized - Reserved"},
     camel_case},
    {AdminInterface::servlet,
     "Phones",
     true,
     false,
     {"Unregistered", "Registered", "Unregistered-Registration Expired", "Reservation In Progress",
      "Registered-Specific License Reservation", "Registered-Universal License Reservation"},
     {"No Licenses in Use", "Evaluation Mode", "Evaluation Period Expired", "Waiting", "Authorized",
      "Out of Compliance", "Authorization Expired", "Authorized-Reserved",
      "Not Authorized-Reserved"},
     in_words},
}};

}  // namespace

const Skin& skin_of(Product product) { return skins[static_cast<std::size_t>(product)]; }

std::string_view deployment_mode_text(LicenseMode mode) {
  constexpr std::array<std::string_view, 3> texts{"Enterprise", "HCS", "HCS-LE"};
  return texts[static_cast<std::size_t>(mode)];
}

bool knows_smart_licensing(const ProductVersion& release) { return release.train >= 12; }

bool knows_smart_interface(const ProductVersion& release) {
  return release >= ProductVersion{12, 5};
}

bool knows_transport_commands(const ProductVersion& release) {
  return release >= ProductVersion{12, 5};
}

bool knows_smart_transport(Product product, const ProductVersion& release) {
  if (release.train < 15) {
    return product != Product::cer && release >= ProductVersion{14, 0, 1, 4};
  }
  return release >= ProductVersion{15, 0, 1, 2};
}

bool knows_proxy_login(const ProductVersion& release) {
  return release >= ProductVersion{12, 5, 1, 4};
}

}  // namespace slsim
