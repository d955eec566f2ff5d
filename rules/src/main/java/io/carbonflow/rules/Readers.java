package io.carbonflow.rules;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.rules.allocation.AllocationReader;
import io.carbonflow.rules.attribution.AttributionReader;
import io.carbonflow.rules.instruments.InstrumentsReader;
import io.carbonflow.rules.organisation.OrganisationReader;

/** Who reads which kind of document. A kind nobody reads here is kept as text. */
final class Readers {

    private static final Map<RuleKind, DocumentReader<?>> BY_KIND = new EnumMap<>(RuleKind.class);

    static {
        BY_KIND.put(RuleKind.METHODOLOGY, new MethodologyReader());
        BY_KIND.put(RuleKind.POLICY, new PolicyReader());
        BY_KIND.put(RuleKind.PRICES, new PricesReader());
        BY_KIND.put(RuleKind.ATTRIBUTION, new AttributionReader());
        BY_KIND.put(RuleKind.ORGANISATION, new OrganisationReader());
        BY_KIND.put(RuleKind.ALLOCATION, new AllocationReader());
        BY_KIND.put(RuleKind.INSTRUMENTS, new InstrumentsReader());
    }

    private Readers() {}

    static Optional<DocumentReader<?>> of(RuleKind kind) {
        return Optional.ofNullable(BY_KIND.get(kind));
    }
}
