package io.carbonflow.calculator.emission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TenantRules;
import io.carbonflow.rules.RuleBook;

/** The calculators in use, one for each company and choice, each kept until its factors or rules are replaced. */
@ApplicationScoped
public class Calculators {

    /** An estimate may ask for any edition; beyond this many choices all are made anew. */
    private static final int KEPT_MAX = 500;

    private final Supplier<RuleBook> rules;
    private final Map<Choice, Kept> kept = new ConcurrentHashMap<>();

    Calculators() {
        this(RuleBook::shipped);
    }

    private Calculators(Supplier<RuleBook> rules) {
        this.rules = rules;
    }

    /** The company's calculator, by the rules in force now. */
    public EmissionCalculator of(String tenant, FactorLibrary factors) {
        return of(new Choice(tenant, null, null), factors);
    }

    /**
     * The company's calculator with some of its choices replaced for one estimate.
     *
     * @param edition a factor edition; null for the company's own choice
     * @param gwpSet the official set; null for the company's own choice
     */
    public EmissionCalculator of(String tenant, FactorLibrary factors, String edition, GwpSet gwpSet) {
        return of(new Choice(tenant, edition, gwpSet), factors);
    }

    private EmissionCalculator of(Choice choice, FactorLibrary factors) {
        TenantRules current = rules.get().forTenant(choice.tenant());
        Kept known = kept.get(choice);
        if (known != null && known.rules() == current && known.factors() == factors) {
            return known.calculator();
        }
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        var calculator = new EmissionCalculator(factors, current.with(choice.applied(current.policy())));
        kept.put(choice, new Kept(current, factors, calculator));
        return calculator;
    }

    private record Choice(String tenant, String edition, GwpSet gwpSet) {

        Policy applied(Policy policy) {
            Policy chosen = edition == null ? policy : policy.withEdition(edition);
            return gwpSet == null ? chosen : chosen.with(gwpSet);
        }
    }

    private record Kept(TenantRules rules, FactorLibrary factors, EmissionCalculator calculator) {}
}
