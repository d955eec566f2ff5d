package io.carbonflow.rules;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.allocation.AllocationKeys;
import io.carbonflow.accounting.attribution.AttributionMapping;
import io.carbonflow.accounting.market.EnergyInstruments;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.methodology.MethodologySet;
import io.carbonflow.accounting.money.PriceTables;
import io.carbonflow.accounting.organisation.Organisation;
import io.carbonflow.accounting.rules.TenantRules;

/** The documents that count for one company, and the rules they make. */
final class DocumentsInForce {

    private static final AttributionMapping NO_MAPPING = new AttributionMapping("none", 0, List.of());

    private final String tenant;
    private final List<ReadDocument> all;
    private final Map<RuleKind, Map<String, ReadDocument>> newest = new EnumMap<>(RuleKind.class);

    private DocumentsInForce(String tenant, List<ReadDocument> shipped, List<ReadDocument> own) {
        this.tenant = tenant;
        this.all = Stream.concat(own.stream(), shipped.stream()).filter(ReadDocument::isSound).toList();
        shipped.forEach(this::offer);
        own.forEach(this::offer);
    }

    /** Puts a company's own documents over the shipped ones; those that cannot be read are left aside. */
    static DocumentsInForce of(String tenant, List<ReadDocument> shipped, List<ReadDocument> own) {
        return new DocumentsInForce(tenant, shipped, tenant.isEmpty() ? List.of() : own);
    }

    private void offer(ReadDocument offered) {
        if (!offered.isSound()) {
            return;
        }
        newest.computeIfAbsent(offered.kind(), kind -> new TreeMap<>())
            .merge(offered.document().id(), offered, (present, other) -> replaces(other, present) ? other : present);
    }

    /** A company's own stands over what ships, whatever their versions; else the newer one. */
    private static boolean replaces(ReadDocument offered, ReadDocument present) {
        boolean sameOwner = offered.document().tenant().equals(present.document().tenant());
        return !sameOwner || offered.document().version() > present.document().version();
    }

    TenantRules rules() {
        PolicyDocument policy = policy();
        return new TenantRules(tenant, policy.policy(),
                MethodologySet.of(all(RuleKind.METHODOLOGY, Methodology.class)),
                mapping(policy),
                single(RuleKind.ORGANISATION, Organisation.class).orElse(Organisation.UNSTATED),
                single(RuleKind.INSTRUMENTS, EnergyInstruments.class).orElse(EnergyInstruments.NONE),
                allocationKeys(),
                prices());
    }

    /** Refuses keys that contradict each other, which no single document shows. */
    private List<AllocationKey> allocationKeys() {
        List<AllocationKey> keys = all(RuleKind.ALLOCATION, AllocationKey.class);
        AllocationKeys.of(keys);
        return keys;
    }

    /** A company's own figures add to the shipped ones, and stand over those of the same currency and year. */
    private PriceTables prices() {
        PriceTables shipped = all.stream()
            .filter(document -> document.kind() == RuleKind.PRICES && document.document().tenant().isEmpty())
            .findFirst()
            .flatMap(document -> value(document, PriceTables.class))
            .orElse(PriceTables.NONE);
        return shipped.overriddenBy(single(RuleKind.PRICES, PriceTables.class).orElse(PriceTables.NONE));
    }

    PolicyDocument policy() {
        return single(RuleKind.POLICY, PolicyDocument.class).orElse(PolicyDocument.SHIPPED);
    }

    private AttributionMapping mapping(PolicyDocument policy) {
        if (policy.attributionVersion().isEmpty()) {
            return Optional.ofNullable(of(RuleKind.ATTRIBUTION).get(policy.attributionId()))
                .flatMap(document -> value(document, AttributionMapping.class))
                .orElse(NO_MAPPING);
        }
        int version = policy.attributionVersion().getAsInt();
        return all.stream()
            .filter(document -> document.kind() == RuleKind.ATTRIBUTION
                    && document.document().id().equals(policy.attributionId())
                    && document.document().version() == version)
            .findFirst()
            .flatMap(document -> value(document, AttributionMapping.class))
            .orElse(NO_MAPPING);
    }

    private <T> Optional<T> single(RuleKind kind, Class<T> type) {
        return Optional.ofNullable(of(kind).get(kind.code())).flatMap(document -> value(document, type));
    }

    private <T> List<T> all(RuleKind kind, Class<T> type) {
        return of(kind).values().stream().flatMap(document -> value(document, type).stream()).toList();
    }

    private Map<String, ReadDocument> of(RuleKind kind) {
        return newest.getOrDefault(kind, Map.of());
    }

    private static <T> Optional<T> value(ReadDocument document, Class<T> type) {
        return Optional.ofNullable(document.value()).map(type::cast);
    }
}
