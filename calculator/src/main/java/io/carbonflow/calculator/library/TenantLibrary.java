package io.carbonflow.calculator.library;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TenantRules;

/** What one tenant's activities are calculated with. It lasts as long as the tenant's factors and rules do. */
public final class TenantLibrary {

    /** An estimate may ask for any edition; of the calculators made for such choices the last few are kept. */
    private static final int CHOICES_MAX = 8;

    private final FactorLibrary factors;
    private final TenantRules rules;
    private final EmissionCalculator calculator;
    /** How long a new edition takes at most to be in use everywhere, with much to spare. */
    private static final Duration REACHED_AFTER = Duration.ofMinutes(10);
    private static final String OR_NEWER = "^";

    private final RecentlyUsed<FactorLibrary> earlier = new RecentlyUsed<>(CHOICES_MAX);
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

    /** Whether this edition is published for the tenant; {@code ^} before an id means it or whatever is newer. */
    public boolean hasEdition(String edition) {
        String id = edition.startsWith(OR_NEWER) ? edition.substring(OR_NEWER.length()) : edition;
        return factors.editions().stream().anyMatch(published -> published.edition().id().equals(id));
    }

    /** The ids of the tenant's editions, newest first. */
    public List<String> editions() {
        return factors.editions().stream().map(published -> published.edition().id()).toList();
    }

    /** The version of a methodology that is in force; empty where none of that id is. */
    public OptionalInt methodologyVersion(String id) {
        return rules.methodologies()
            .all()
            .stream()
            .filter(methodology -> methodology.id().equals(id))
            .mapToInt(Methodology::version)
            .findFirst();
    }

    /**
     * The calculator with no editions but those in use at an earlier time.
     *
     * @param knownAt only what was published by then
     * @param named   editions that were in use then, as its results name them. Another that was published shortly before may
     *                not have reached the calculator yet, and is left out
     */
    public EmissionCalculator calculator(Instant knownAt, Collection<String> named, String edition, GwpSet gwpSet) {
        List<PublishedEdition> known = factors.editions()
            .stream()
            .filter(published -> named.contains(published.edition().id())
                    || published.publishedAt().isBefore(knownAt.minus(REACHED_AFTER)))
            .toList();
        if (known.size() == factors.editions().size()) {
            return calculator(edition, gwpSet);
        }
        if (known.isEmpty()) { // what was in use then is there no longer
            return calculator(edition, gwpSet);
        }
        List<String> ids = known.stream().map(published -> published.edition().id()).toList();
        FactorLibrary then = earlier.get(ids.toString(), key -> FactorLibrary.of(known));
        return chosen.get(ids + "|" + edition + "|" + gwpSet,
                choice -> new EmissionCalculator(then, rules.with(applied(rules.policy(), edition, gwpSet))));
    }

    private static Policy applied(Policy policy, String edition, GwpSet gwpSet) {
        Policy chosen = edition == null ? policy : policy.withEdition(edition);
        return gwpSet == null ? chosen : chosen.with(gwpSet);
    }
}
