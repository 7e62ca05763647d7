// SPDX-License-Identifier: Apache-2.0
// What a file may say of the mediation client, under `world:` and in steps alike.
#pragma once

#include "core/time/instant.h"
#include "sim/scenario/shared_arguments.h"

namespace slsim {

// In the order of the client's enumerations.
inline constexpr std::string_view mediator_transport_words[] = {"direct", "proxy", "satellite",
                                                                "gateway"};
inline constexpr std::string_view hcmf_release_words[] = {"12.5.1", "12.5SU1", "12.5SU2"};
inline constexpr std::string_view credential_words[] = {"admin", "platform"};

inline constexpr Argument mediator_login_table[] = {
    {"user", Type::text(), "The user's name.", Need::required},
    {"password", Type::text(), "The user's password.", Need::required},
};
inline constexpr Shape mediator_login_shape{"known_login", "A login that the mediator knows.",
                                            mediator_login_table};

inline constexpr std::array mediator_proxy_only{
    Argument{"proxy", Type::refers("proxy").or_text(), "The proxy's host."},
    Argument{"port", Type::number(1, 65535), "The proxy's port.", {}, "3128"},
    Argument{"user", Type::text(), "The user's name at the proxy; none when left out."},
    Argument{"password", Type::text(), "The user's password."},
};
inline constexpr std::array mediator_proxy_arguments =
    join(std::array{Argument{
             "transport", Type::choice(mediator_transport_words),
             "How to reach CSSM. `gateway` is refused; `satellite` is an account's alone."}},
         mediator_proxy_only);

inline constexpr std::array mediator_access_arguments = join(
    std::array{
        Argument{"client", Type::refers("client").or_text(),
                 "The client ID; that of the account's first client when left out."},
        Argument{"secret", Type::text(), "Its secret; the right one when left out."},
        Argument{"title", Type::text(), "The smart account's name; not needed."},
        Argument{"satellite", Type::text(),
                 "The satellite that is asked instead of CSSM; makes the transport `satellite`."},
        Argument{"satellite_port", Type::number(1, 65535), "Where its interface is.", {}, "8443"},
        Argument{
            "satellite_version", Type::text(), "By which the registration URL follows.", {}, "8"},
        Argument{"as_release",
                 Type::choice(hcmf_release_words),
                 "Refuses what that release of HCM-F could not do.",
                 {},
                 "12.5SU2"},
        Argument{"local_account", Type::text(), "Its local account; the domain when left out."},
        Argument{"of", Type::text(), "The smart account that the local account belongs to."},
        Argument{"registration_url", Type::text(),
                 "Where its clusters register, if that is another one."},
        Argument{"token_url", Type::text(),
                 "Where it gives access tokens out, if that is another one."},
    },
    mediator_proxy_arguments);

inline constexpr std::array known_account_table =
    join(std::array{Argument{"modes", Type::choice(mode_words).by_name("virtual_account"),
                             "License Modes of its virtual accounts; none of those left out."}},
         mediator_access_arguments);
inline constexpr Shape known_account_shape{
    "known_smart_account",
    "A smart account that was added before the start, with the virtual accounts that CSSM has.",
    known_account_table};

inline constexpr std::array mediator_customer_arguments = join(
    std::array{
        Argument{"name", Type::declares("customer"), "The customer's name.", Need::required},
        Argument{"description", Type::text(), "A remark."},
    },
    mediator_proxy_arguments);
inline constexpr Shape known_customer_shape{"known_customer", "A customer of the mediator.",
                                            mediator_customer_arguments};

/// What is left out is as the cluster of that name has it, if there is one.
inline constexpr std::array mediator_cluster_arguments = join(
    std::array{
        Argument{"name", Type::declares("managed_cluster"), "Its name.", Need::required},
        Argument{"customer", Type::refers("customer").or_text(),
                 "Whose it is; nobody's when left out."},
        Argument{"product", Type::choice(product_words), "Which UC application."},
        Argument{"version", Type::text(), "Its release as the mediator has it."},
        Argument{"publisher", Type::text(), "Address of its publisher."},
        Argument{"subscribers", Type::text().by_name(), "Addresses of its subscribers by name."},
        Argument{"mixed_mode", Type::flag(), "Whether it encrypts."},
        Argument{"credentials",
                 Type::flag(),
                 "Whether the logins that the cluster has are known where none are given.",
                 {},
                 "true"},
        Argument{"admin", Type::made_of(mediator_login_shape), "Login of the application."},
        Argument{"platform", Type::made_of(mediator_login_shape), "Login of the operating system."},
    },
    mediator_proxy_arguments);
inline constexpr Shape known_cluster_shape{"known_cluster", "A cluster that the mediator manages.",
                                           mediator_cluster_arguments};

/// As the command line takes it (HCM-F syncs every 8 to 24 hours).
[[nodiscard]] constexpr Type sync_period() {
  Type type = Type::duration();
  type.least = hours(8).count();
  type.most = hours(24).count();
  return type;
}

inline constexpr Argument mediator_table[] = {
    {"smart_accounts", Type::made_of(known_account_shape).by_name("smart_account"),
     "Smart accounts that were added before the start, by domain."},
    {"customers", Type::made_of(known_customer_shape).list(), "Its customers."},
    {"clusters", Type::made_of(known_cluster_shape).list(), "The clusters that it manages."},
    {"sync_every", sync_period(), "Syncs all accounts so often; never by itself when left out."},
    {"trust", Type::text().list(), "The roots that it trusts; those of CSSM when left out."},
    {"jobs", Type::number(1, 1000), "How many jobs are under way at once."},
    {"jobs_per_va", Type::number(1, 1000), "How many of them of one virtual account."},
};
inline constexpr Shape mediator_shape{"mediator", "The mediation client as it is at the start.",
                                      mediator_table};

}  // namespace slsim
