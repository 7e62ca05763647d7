// SPDX-License-Identifier: Apache-2.0
// A CSSM that is used at random, against a naive account of who needs and owns what.
#include <algorithm>
#include <map>

#include "tests/support/cssm_world.h"

namespace slsim {
namespace {

using enum License;

class CssmProperty : public CssmWorld {
 protected:
  struct Product {
    std::uint64_t serial = 0;
    VirtualAccountId account;
    Counts demand;
  };

  void step(RandomStream& stream);
  void check();
  void make_tokens() {
    for (const VirtualAccountId account : {va1_, va2_}) {
      tokens_[account.index] = token(account, {.life = Duration::max()});
    }
  }
  VirtualAccountId pick(RandomStream& stream) { return stream.below(2) == 0 ? va1_ : va2_; }

  std::map<int, Product> products_;
  std::map<std::uint32_t, TokenId> tokens_;
};

void CssmProperty::step(RandomStream& stream) {
  Context context = this->context();
  const int number = static_cast<int>(stream.below(12));
  const VirtualAccountId account = pick(stream);
  const auto known = products_.find(number);
  switch (stream.below(9)) {
    case 0:
    case 1:
      products_[number].serial = register_product(number, tokens_.at(account.index));
      products_[number].account = account;
      break;
    case 2:
    case 3:
      if (known == products_.end()) return;
      known->second.demand = counts({{UCM_CUWL, static_cast<int>(stream.below(4))},
                                     {UCM_Basic, static_cast<int>(stream.below(4))}});
      authorize(known->second.serial, known->second.demand);
      break;
    case 4:
      if (known == products_.end()) return;
      ask(DeregisterRequest{known->second.serial, now()});
      products_.erase(known);
      break;
    case 5:
      if (known == products_.end()) return;
      std::ignore = cssm_.transfer_instance(context, admin,
                                            cssm_.find_instance(udi(number)).value(), account);
      known->second.account = account;
      break;
    case 6:
      own(account, stream.below(2) == 0 ? UCM_CUWL : UCM_Basic,
          static_cast<std::int64_t>(stream.below(5)),
          stream.below(2) == 0 ? never : now() + days(1 + static_cast<int>(stream.below(100))));
      break;
    case 7: {
      const LicenseMove move{.license = UCM_Basic,
                             .kind = stream.below(2) == 0 ? LotKind::perpetual : LotKind::term,
                             .quantity = static_cast<std::int64_t>(stream.below(4)),
                             .target = account == va1_ ? va2_ : va1_};
      std::ignore = cssm_.transfer_licenses(context, admin, account, std::vector{move});
      break;
    }
    default:
      run_for(hours(static_cast<int>(stream.below(100))));
  }
}

void CssmProperty::check() {
  for (const VirtualAccountId account : {va1_, va2_}) {
    std::int64_t cuwl = 0;
    std::int64_t basic = 0;
    for (const auto& [number, product] : products_) {
      if (product.account != account) continue;
      cuwl += product.demand.of(UCM_CUWL);
      basic += product.demand.of(UCM_Basic);
    }
    const LicenseRow high = cssm_.license(account, UCM_CUWL);
    const LicenseRow low = cssm_.license(account, UCM_Basic);
    EXPECT_EQ(high.in_use, cuwl);
    EXPECT_EQ(low.in_use, basic);
    // CUWL lends to Basic, and never the other way.
    EXPECT_EQ(high.short_of, std::max<std::int64_t>(0, cuwl - high.quantity));
    EXPECT_EQ(low.short_of,
              std::max<std::int64_t>(
                  0, basic - low.quantity - std::max<std::int64_t>(0, high.quantity - cuwl)));
  }
  EXPECT_EQ(cssm_.instance_count(), products_.size());
  EXPECT_TRUE(broken_invariants(cssm_.state()).empty());
}

TEST_F(CssmProperty, AgreesWithANaiveAccountOfWhoNeedsAndOwnsWhat) {
  for (std::uint64_t seed = 1; seed <= 60 && !HasFailure(); ++seed) {
    kernel_ = Kernel();
    prepare();
    start_without_journal();
    products_.clear();
    make_tokens();
    RandomStream stream{seed, "cssm"};
    for (int i = 0; i < 300 && !HasFailure(); ++i) {
      step(stream);
      check();
    }
    if (HasFailure()) ADD_FAILURE() << "seed " << seed;
  }
}

TEST_F(CssmProperty, ACopyGoesOnLikeTheOriginal) {
  start();
  make_tokens();
  RandomStream stream{7, "cssm"};
  for (int i = 0; i < 100; ++i) step(stream);
  const Kernel kernel = kernel_;
  const LicenseAuthority cssm = cssm_;
  const auto products = products_;
  const RandomStream fork = stream;
  for (int i = 0; i < 200; ++i) step(stream);
  const std::uint64_t digest = kernel_.journal.digest();

  kernel_ = kernel;
  cssm_ = cssm;
  products_ = products;
  stream = fork;
  for (int i = 0; i < 200; ++i) step(stream);
  EXPECT_EQ(kernel_.journal.digest(), digest);
}

}  // namespace
}  // namespace slsim
