// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/licensing/reference.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace slsim {
namespace {

using enum License;

const std::vector<License> enterprise_top_down{
    UCM_CUWL,          UCM_EnhancedPlus,      UCM_Enhanced,
    UCM_Basic,         UCM_Essential,         UCM_TelePresenceRoom,
    CUC_SpeechView,    CUC_EnhancedMessaging, CUC_BasicMessaging,
    CUC_SpeechViewPro, CUC_SpeechConnectPort, CUC_SpeechConnectGuestUser,
    CER_USER};
const std::vector<License> hcs_top_down{HUCM_Standard,
                                        HUCM_Foundation,
                                        HUCM_Basic,
                                        HUCM_Essential,
                                        HUCM_TelePresenceRoom,
                                        HCUC_StandardMessaging,
                                        HCUC_EnhancedMessaging,
                                        HCUC_BasicMessaging,
                                        HCUC_SpeechConnectPort,
                                        HCUC_SpeechView,
                                        HCER_User,
                                        HLECUC_StandardMessaging,
                                        HLECUC_EnhancedMessaging,
                                        HLECUC_BasicMessaging,
                                        HLECUC_SpeechConnectPort};

/// Nearest first.
std::vector<License> higher(License demand, const AllocationRules& rules) {
  if (rules.hierarchy == Hierarchy::off) return {};
  const bool standard = rules.standard_messaging == StandardMessaging::highest;
  switch (demand) {
    case UCM_EnhancedPlus:
      return {UCM_CUWL};
    case UCM_Enhanced:
      return {UCM_EnhancedPlus, UCM_CUWL};
    case UCM_Basic:
      return {UCM_Enhanced, UCM_EnhancedPlus, UCM_CUWL};
    case UCM_Essential:
      return {UCM_Basic, UCM_Enhanced, UCM_EnhancedPlus, UCM_CUWL};
    case HUCM_Foundation:
      return {HUCM_Standard};
    case HUCM_Basic:
      return {HUCM_Foundation, HUCM_Standard};
    case HUCM_Essential:
      return {HUCM_Basic, HUCM_Foundation, HUCM_Standard};
    case CUC_BasicMessaging:
      return {CUC_EnhancedMessaging};
    case HCUC_EnhancedMessaging:
      if (standard) return {HCUC_StandardMessaging};
      return {};
    case HCUC_BasicMessaging:
      if (standard) return {HCUC_EnhancedMessaging, HCUC_StandardMessaging};
      return {HCUC_EnhancedMessaging};
    case HLECUC_EnhancedMessaging:
      if (standard) return {HLECUC_StandardMessaging};
      return {};
    case HLECUC_BasicMessaging:
      if (standard) return {HLECUC_EnhancedMessaging, HLECUC_StandardMessaging};
      return {HLECUC_EnhancedMessaging};
    default:
      return {};
  }
}

std::vector<License> parents(License demand, const AllocationRules& rules) {
  if (rules.dual_parenting == DualParenting::off) return {};
  const bool loans = rules.hierarchy == Hierarchy::on;
  const bool standard = loans && rules.standard_messaging == StandardMessaging::highest;
  switch (demand) {
    case UCM_Essential:
    case UCM_Basic:
    case UCM_Enhanced:
      if (loans) return {HUCM_Foundation, HUCM_Standard};
      return {HUCM_Foundation};
    case UCM_EnhancedPlus:
    case UCM_CUWL:
      return {HUCM_Standard};
    case UCM_TelePresenceRoom:
      return {HUCM_TelePresenceRoom};
    case CUC_BasicMessaging:
      if (standard) return {HCUC_BasicMessaging, HCUC_StandardMessaging};
      return {HCUC_BasicMessaging};
    case CUC_EnhancedMessaging:
      return {HCUC_StandardMessaging};
    case CER_USER:
      return {HCER_User};
    default:
      return {};
  }
}

std::vector<Loan> loans_of_mode(const std::vector<License>& top_down,
                                const AllocationRules& rules) {
  std::vector<Loan> own;
  std::vector<Loan> lent;
  std::vector<Loan> parented;
  for (const License demand : top_down) {
    own.push_back({demand, demand, How::own});
    for (const License l : higher(demand, rules)) lent.push_back({demand, l, How::higher_tier});
    for (const License l : parents(demand, rules)) parented.push_back({demand, l, How::hcs_parent});
  }
  if (rules.enterprise_borrowing == EnterpriseBorrowing::after_hcs) std::swap(lent, parented);
  own.insert(own.end(), lent.begin(), lent.end());
  own.insert(own.end(), parented.begin(), parented.end());
  return own;
}

/// One network: each demand, each licence in stock, and the sink behind what is used of a licence.
class Paths {
 public:
  Paths(const Pool& pool, const Demand& demand, const AllocationRules& rules)
      : loans_{preferred_loans(rules)} {
    for (const License license : all_licenses) {
      const std::int64_t free = pool.owned[license] - demand.reserved[license];
      stock_[index_of(license)] =
          pool.unlimited.contains(license) ? unlimited : std::max<std::int64_t>(free, 0);
    }
    std::erase_if(loans_, [&](const Loan& loan) {
      return demand.pooled[loan.demand] == 0 || stock_[index_of(loan.from)] == 0;
    });
    flow_.resize(loans_.size());
    frozen_.resize(loans_.size());
  }

  /// Serves as much of it as can be served without serving anybody less; says how much.
  std::int64_t serve(License demand, std::int64_t wanted) {
    const std::size_t source = index_of(demand);
    std::int64_t served = 0;
    while (served < wanted) {
      const std::int64_t pushed = push(source, sink, wanted - served, nobody);
      if (pushed == 0) break;
      served += pushed;
    }
    return served;
  }

  /// Moves as much as possible onto each loan in turn, and then leaves that loan alone.
  void prefer() {
    for (std::size_t i = 0; i < loans_.size(); ++i) {
      const std::size_t to = index_of(loans_[i].demand);
      const std::size_t from = license_count + index_of(loans_[i].from);
      std::int64_t pushed = 1;
      while (pushed > 0) {
        pushed = push(from, to, unlimited, i);
        flow_[i] += pushed;
      }
      frozen_[i] = true;
    }
  }

  [[nodiscard]] const std::vector<Loan>& loans() const { return loans_; }
  [[nodiscard]] std::int64_t flow(std::size_t loan) const { return flow_[loan]; }

 private:
  static constexpr std::int64_t unlimited = std::int64_t{1} << 60;
  static constexpr std::size_t sink = 2 * license_count;
  static constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();
  struct Step {
    std::size_t from = nobody;
    std::size_t loan = nobody;  ///< Or to or from the sink.
    std::int64_t room = 0;
  };

  /// Sends up to `most` along one shortest path that does not use the loan `without`.
  std::int64_t push(std::size_t from, std::size_t to, std::int64_t most, std::size_t without) {
    steps_.assign(sink + 1, Step{});
    steps_[from].from = from;
    queue_.assign(1, from);
    for (std::size_t i = 0; i < queue_.size() && steps_[to].from == nobody; ++i) {
      expand(queue_[i], without);
    }
    if (steps_[to].from == nobody) return 0;
    for (std::size_t n = to; n != from; n = steps_[n].from) most = std::min(most, steps_[n].room);
    for (std::size_t n = to; n != from; n = steps_[n].from) apply(n, most);
    return most;
  }

  void expand(std::size_t node, std::size_t without) {
    if (node == sink) {
      for (std::size_t s = 0; s < license_count; ++s) {
        visit(license_count + s, {sink, nobody, used_[s]});
      }
      return;
    }
    for (std::size_t i = 0; i < loans_.size(); ++i) {
      if (i == without || frozen_[i]) continue;
      const std::size_t demand = index_of(loans_[i].demand);
      const std::size_t from = license_count + index_of(loans_[i].from);
      if (node == demand) visit(from, {node, i, unlimited});
      if (node == from) visit(demand, {node, i, flow_[i]});
    }
    if (node >= license_count) {
      const std::size_t s = node - license_count;
      visit(sink, {node, nobody, stock_[s] - used_[s]});
    }
  }

  void visit(std::size_t node, const Step& step) {
    if (step.room == 0 || steps_[node].from != nobody) return;
    steps_[node] = step;
    queue_.push_back(node);
  }

  void apply(std::size_t node, std::int64_t quantity) {
    const Step& step = steps_[node];
    if (node == sink) {
      used_[step.from - license_count] += quantity;
    } else if (step.from == sink) {
      used_[node - license_count] -= quantity;
    } else {
      flow_[step.loan] += node < license_count ? -quantity : quantity;
    }
  }

  std::vector<Loan> loans_;
  std::vector<std::int64_t> flow_;
  std::vector<bool> frozen_;
  std::array<std::int64_t, license_count> stock_{};
  std::array<std::int64_t, license_count> used_{};
  std::vector<Step> steps_;
  std::vector<std::size_t> queue_;
};

/// Everything but the rows of pooled demand and what is short of it.
Allocation with_reserved(const Pool& pool, const Demand& demand) {
  Allocation answer;
  answer.pool = pool;
  answer.demand = demand;
  for (const License license : all_licenses) {
    const std::int64_t reserved = demand.reserved[license];
    const std::int64_t owned = answer.unlimited(license) ? reserved : pool.owned[license];
    answer.in_use[license] = reserved;
    answer.reserved_short_of[license] = std::max<std::int64_t>(0, reserved - owned);
    const std::int64_t covered = std::min(reserved, owned);
    if (covered > 0) answer.served.push_back({license, license, How::reserved, covered});
  }
  return answer;
}

void add_row(Allocation& answer, const Loan& loan, std::int64_t quantity) {
  if (quantity == 0) return;
  answer.served.push_back({loan.demand, loan.from, loan.how, quantity});
  answer.in_use[loan.from] += quantity;
}

/// Depth first over the loans in order of preference, the largest quantities first: of equally good
/// assignments the first one found is the preferred one.
class Trial {
 public:
  Trial(const Pool& pool, const Demand& demand, const AllocationRules& rules)
      : loans_{preferred_loans(rules)}, order_{serving_order(rules)} {
    for (const License license : all_licenses) {
      open_[license] = demand.pooled[license];
      const std::int64_t free = pool.owned[license] - demand.reserved[license];
      stock_[license] = pool.unlimited.contains(license) ? std::int64_t{1} << 60
                                                         : std::max<std::int64_t>(free, 0);
    }
    std::erase_if(loans_,
                  [&](const Loan& l) { return open_[l.demand] == 0 || stock_[l.from] == 0; });
    flow_.resize(loans_.size());
    try_from(0);
  }

  [[nodiscard]] const std::vector<Loan>& loans() const { return loans_; }
  [[nodiscard]] const std::vector<std::int64_t>& best() const { return best_flow_; }
  [[nodiscard]] const PerLicense<std::int64_t>& best_short() const { return best_open_; }

 private:
  /// Total shortage, then the shortages in the order of serving: less is better.
  [[nodiscard]] std::vector<std::int64_t> shortages() const {
    std::vector<std::int64_t> result{0};
    for (const License license : order_) {
      result[0] += open_[license];
      result.push_back(open_[license]);
    }
    return result;
  }

  void try_from(std::size_t loan) {
    if (loan == loans_.size()) {
      std::vector<std::int64_t> found = shortages();
      if (best_ && *best_ <= found) return;
      best_ = std::move(found);
      best_flow_ = flow_;
      best_open_ = open_;
      return;
    }
    std::int64_t& open = open_[loans_[loan].demand];
    std::int64_t& stock = stock_[loans_[loan].from];
    const std::int64_t most = std::min(open, stock);
    for (std::int64_t quantity = most; quantity >= 0; --quantity) {
      open -= quantity;
      stock -= quantity;
      flow_[loan] = quantity;
      try_from(loan + 1);
      open += quantity;
      stock += quantity;
    }
  }

  std::vector<Loan> loans_;
  std::vector<License> order_;
  PerLicense<std::int64_t> open_;
  PerLicense<std::int64_t> stock_;
  std::vector<std::int64_t> flow_;
  std::optional<std::vector<std::int64_t>> best_;
  std::vector<std::int64_t> best_flow_;
  PerLicense<std::int64_t> best_open_;
};

const std::vector<std::vector<License>> families{
    {UCM_CUWL, UCM_EnhancedPlus, UCM_Enhanced, UCM_Basic, UCM_Essential, HUCM_Standard,
     HUCM_Foundation, HUCM_Basic, HUCM_Essential},
    {UCM_CUWL, UCM_EnhancedPlus, UCM_Enhanced, UCM_Basic, UCM_Essential, HUCM_Standard,
     HUCM_Foundation, HUCM_Basic, HUCM_Essential},
    {CUC_BasicMessaging, CUC_EnhancedMessaging, HCUC_BasicMessaging, HCUC_EnhancedMessaging,
     HCUC_StandardMessaging},
    {HLECUC_BasicMessaging, HLECUC_EnhancedMessaging, HLECUC_StandardMessaging},
    {UCM_TelePresenceRoom, HUCM_TelePresenceRoom, CER_USER, HCER_User},
    {CUC_SpeechConnectPort, CUC_SpeechConnectGuestUser, CUC_SpeechView, CUC_SpeechViewPro,
     HCUC_SpeechConnectPort, HCUC_SpeechView, HLECUC_SpeechConnectPort}};

void draw_into(Case& c, License license, RandomStream& stream, std::int64_t most) {
  const auto quantity = [&] {
    if (stream.chance({1, 3})) return std::int64_t{0};
    return static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(most) + 1));
  };
  c.pool.owned[license] = quantity();
  c.demand.pooled[license] = quantity();
  if (stream.chance({1, 8})) c.demand.reserved[license] = quantity();
  if (stream.chance({1, 24})) c.pool.unlimited |= license;
}

void multiply(Case& c, std::int64_t factor) {
  for (const License license : all_licenses) {
    c.pool.owned[license] *= factor;
    c.demand.pooled[license] *= factor;
    c.demand.reserved[license] *= factor;
  }
}

}  // namespace

std::vector<Loan> preferred_loans(const AllocationRules& rules) {
  std::vector<Loan> loans = loans_of_mode(hcs_top_down, rules);
  std::vector<Loan> enterprise = loans_of_mode(enterprise_top_down, rules);
  if (rules.hcs_order == HcsOrder::enterprise_first) std::swap(loans, enterprise);
  loans.insert(loans.end(), enterprise.begin(), enterprise.end());
  return loans;
}

std::vector<License> serving_order(const AllocationRules& rules) {
  std::vector<License> first = hcs_top_down;
  std::vector<License> second = enterprise_top_down;
  if (rules.hcs_order == HcsOrder::enterprise_first) std::swap(first, second);
  if (rules.short_tier == ShortTier::highest) {
    std::ranges::reverse(first);
    std::ranges::reverse(second);
  }
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Allocation allocate_by_paths(const Pool& pool, const Demand& demand, const AllocationRules& rules) {
  Allocation answer = with_reserved(pool, demand);
  Paths paths{pool, demand, rules};
  for (const License license : serving_order(rules)) {
    const std::int64_t wanted = demand.pooled[license];
    answer.short_of[license] = wanted - paths.serve(license, wanted);
  }
  paths.prefer();
  for (std::size_t i = 0; i < paths.loans().size(); ++i) {
    add_row(answer, paths.loans()[i], paths.flow(i));
  }
  std::ranges::stable_sort(answer.served, {}, &Served::demand);
  return answer;
}

Allocation allocate_by_trying(const Pool& pool, const Demand& demand,
                              const AllocationRules& rules) {
  Allocation answer = with_reserved(pool, demand);
  const Trial trial{pool, demand, rules};
  answer.short_of = trial.best_short();
  for (std::size_t i = 0; i < trial.loans().size(); ++i) {
    add_row(answer, trial.loans()[i], trial.best()[i]);
  }
  std::ranges::stable_sort(answer.served, {}, &Served::demand);
  return answer;
}

AllocationRules random_rules(RandomStream& stream) {
  const auto pick = [&stream](auto first, auto second) {
    return stream.chance({1, 2}) ? first : second;
  };
  AllocationRules rules;
  if (stream.chance({1, 8})) rules.hierarchy = Hierarchy::off;
  if (stream.chance({1, 8})) rules.dual_parenting = DualParenting::off;
  rules.enterprise_borrowing =
      pick(EnterpriseBorrowing::before_hcs, EnterpriseBorrowing::after_hcs);
  rules.hcs_order = pick(HcsOrder::native_first, HcsOrder::enterprise_first);
  rules.short_tier = pick(ShortTier::lowest, ShortTier::highest);
  rules.standard_messaging = pick(StandardMessaging::apart, StandardMessaging::highest);
  return rules;
}

Case random_case(RandomStream& stream, std::int64_t most) {
  Case c;
  c.rules = random_rules(stream);
  const std::uint64_t drawn = stream.chance({1, 10}) ? 12 : 1 + stream.below(2);
  for (std::uint64_t i = 0; i < drawn; ++i) {
    for (const License license : families[stream.below(families.size())]) {
      draw_into(c, license, stream, most);
    }
  }
  if (stream.chance({1, 16})) multiply(c, (std::int64_t{1} << 31) + 7);
  return c;
}

License random_license(RandomStream& stream) { return all_licenses[stream.below(license_count)]; }

std::string describe(const Case& c) {
  std::string text;
  for (const License license : all_licenses) {
    const Demand& demand = c.demand;
    if (c.pool.owned[license] + demand.pooled[license] + demand.reserved[license] == 0) continue;
    text += std::string{word(license).text()} + ": owned " + std::to_string(c.pool.owned[license]) +
            (c.pool.unlimited.contains(license) ? " unlimited" : "") + ", pooled " +
            std::to_string(demand.pooled[license]) + ", reserved " +
            std::to_string(demand.reserved[license]) + '\n';
  }
  for (const Word choice :
       {word(c.rules.hierarchy), word(c.rules.dual_parenting), word(c.rules.enterprise_borrowing),
        word(c.rules.hcs_order), word(c.rules.short_tier), word(c.rules.standard_messaging)}) {
    text += std::string{choice.text()} + ' ';
  }
  return text + '\n';
}

}  // namespace slsim
