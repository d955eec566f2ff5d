package io.carbonflow.accounting.rules;

import static java.util.Objects.requireNonNull;

import java.util.List;

import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.attribution.AttributionMapping;
import io.carbonflow.accounting.market.EnergyInstruments;
import io.carbonflow.accounting.methodology.MethodologySet;
import io.carbonflow.accounting.money.PriceTables;
import io.carbonflow.accounting.organisation.Organisation;

/**
 * Everything but factors that decides how one company's activities are calculated, as of one moment.
 *
 * @param tenant whose rules these are
 * @param policy its choices
 * @param methodologies how activities are worked out
 * @param attribution where results belong
 * @param organisation what its facilities are to it
 * @param instruments its contracts and certificates for energy
 * @param allocationKeys how shared activities are split
 * @param prices exchange rates and deflators
 */
public record TenantRules(String tenant, Policy policy, MethodologySet methodologies, AttributionMapping attribution,
        Organisation organisation, EnergyInstruments instruments, List<AllocationKey> allocationKeys,
        PriceTables prices) {

    public TenantRules {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(policy, "policy is null");
        requireNonNull(methodologies, "methodologies is null");
        requireNonNull(attribution, "attribution is null");
        requireNonNull(organisation, "organisation is null");
        requireNonNull(instruments, "instruments is null");
        allocationKeys = List.copyOf(allocationKeys);
        requireNonNull(prices, "prices is null");
    }

    /** The same rules under another policy. */
    public TenantRules with(Policy newPolicy) {
        return new TenantRules(tenant, newPolicy, methodologies, attribution, organisation, instruments,
                allocationKeys, prices);
    }
}
