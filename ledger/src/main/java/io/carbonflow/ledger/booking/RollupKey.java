package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.util.Comparator;

import io.carbonflow.ledger.chain.LedgerEntry;

/**
 * What entries have in common that are summed up together. An absent supplier, facility or country is an empty text, an
 * absent category 0, because a key column holds no null.
 */
record RollupKey(String tenantId, WindowSize size, Instant windowStart, String supplierId, String facilityId,
        String country, int scope, int category, String part, String method, String dataQuality, String gwpSet,
        String factorId, boolean official)
        implements
            Comparable<RollupKey> {

    private static final Comparator<RollupKey> ORDER = Comparator.comparing(RollupKey::tenantId)
        .thenComparing(RollupKey::size)
        .thenComparing(RollupKey::windowStart)
        .thenComparing(RollupKey::supplierId)
        .thenComparing(RollupKey::facilityId)
        .thenComparing(RollupKey::country)
        .thenComparing(RollupKey::scope)
        .thenComparing(RollupKey::category)
        .thenComparing(RollupKey::part)
        .thenComparing(RollupKey::method)
        .thenComparing(RollupKey::dataQuality)
        .thenComparing(RollupKey::gwpSet)
        .thenComparing(RollupKey::factorId)
        .thenComparing(RollupKey::official);

    static RollupKey of(WindowSize size, LedgerEntry entry) {
        var activity = entry.activity();
        var result = entry.result();
        return new RollupKey(activity.tenantId(), size, size.startOf(entry.accountedAt()),
                orEmpty(activity.supplierId()), orEmpty(activity.facilityId()), orEmpty(activity.country()),
                result.scope(), result.category() == null ? 0 : result.category(), result.part(),
                result.method(), activity.dataQuality(), result.gwpSet(), result.factorId(), result.official());
    }

    /** The same of the window of another size that holds this one's beginning. */
    RollupKey within(WindowSize other) {
        return new RollupKey(tenantId, other, other.startOf(windowStart), supplierId, facilityId, country, scope,
                category,
                part, method, dataQuality, gwpSet, factorId, official);
    }

    @Override
    public int compareTo(RollupKey other) {
        return ORDER.compare(this, other);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
