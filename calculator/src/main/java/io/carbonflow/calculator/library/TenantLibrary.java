package io.carbonflow.calculator.library;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TenantRules;

/** What one tenant's activities are calculated with. It lasts as long as the tenant's factors and rules do. */
public final class TenantLibrary {

    /** An estimate may ask for any edition; of the calculators made for such choices the last few are kept. */
    private static final int CHOICES_MAX = 8;

    private final FactorLibrary factors;
    private final TenantRules rules;
    private final EmissionCalculator calculator;
    private final RecentlyUsed<EmissionCalculator> chosen = new RecentlyUsed<>(CHOICES_MAX);

    TenantLibrary(FactorLibrary factors, TenantRules rules) {
        this.factors = requireNonNull(factors, "factors is null");
        this.rules = requireNonNull(rules, "rules is null");
        this.calculator = new EmissionCalculator(factors, rules);
    }

    /** The editions that ship and the tenant's own. */
    FactorLibrary factors() {
        return factors;
    }

    /** The tenant's rules. */
    TenantRules rules() {
        return rules;
    }

    /** What its activities are booked by. */
    public EmissionCalculator calculator() {
        return calculator;
    }

    /**
     * The calculator with some of the tenant's choices replaced for one estimate.
     *
     * @param edition a factor edition; null for the tenant's own choice
     * @param gwpSet the official set; null for the tenant's own choice
     */
    public EmissionCalculator calculator(String edition, GwpSet gwpSet) {
        if (edition == null && gwpSet == null) {
            return calculator;
        }
        return chosen.get(edition + "|" + gwpSet,
                choice -> new EmissionCalculator(factors, rules.with(applied(rules.policy(), edition, gwpSet))));
    }

    private static Policy applied(Policy policy, String edition, GwpSet gwpSet) {
        Policy chosen = edition == null ? policy : policy.withEdition(edition);
        return gwpSet == null ? chosen : chosen.with(gwpSet);
    }
}
