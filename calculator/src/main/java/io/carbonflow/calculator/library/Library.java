package io.carbonflow.calculator.library;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.rules.RuleBook;

/** Everything that calculation uses, of every tenant, as of one moment. Safe for any number of threads. */
public final class Library {

    private static final int TENANTS_MAX = 200;

    private final EditionsSnapshot editions;
    private final RulesSnapshot rules;
    private final RecentlyUsed<TenantLibrary> byTenant;

    private Library(EditionsSnapshot editions, RulesSnapshot rules, int tenantsMax) {
        this.editions = requireNonNull(editions, "editions is null");
        this.rules = requireNonNull(rules, "rules is null");
        this.byTenant = new RecentlyUsed<>(tenantsMax);
    }

    /** A library of factors that are everybody's. */
    public static Library of(FactorLibrary factors, RuleBook rules) {
        return new Library(new EditionsSnapshot("", factors, Map.of(), Map.of()),
                RulesSnapshot.of("", List.of(), rules), TENANTS_MAX);
    }

    /**
     * What was served.
     *
     * @param tenantsMax how many tenants' rules are kept worked out
     */
    static Library of(EditionsSnapshot editions, RulesSnapshot rules, int tenantsMax) {
        return new Library(editions, rules, tenantsMax);
    }

    /** This library; of tenants for whom nothing changed since the earlier one, what it worked out is taken over. */
    Library after(Library earlier) {
        earlier.byTenant.all().forEach((tenant, known) -> {
            if (known.factors() == editions.forTenant(tenant) && rules.isSameFor(tenant, earlier.rules)) {
                byTenant.put(tenant, known);
            }
        });
        return this;
    }

    /** What a tenant's activities are calculated with now. */
    public TenantLibrary forTenant(String tenant) {
        return byTenant.get(tenant, key -> new TenantLibrary(editions.forTenant(key), rules.book().forTenant(key)));
    }
}
