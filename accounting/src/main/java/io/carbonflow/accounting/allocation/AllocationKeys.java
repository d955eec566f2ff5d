package io.carbonflow.accounting.allocation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The keys of shared facilities, at most one for a facility and a day. */
public final class AllocationKeys {

    /** Nothing is shared. */
    public static final AllocationKeys NONE = of(List.of());

    private final Map<String, List<AllocationKey>> byFacility = new HashMap<>();

    private AllocationKeys(List<AllocationKey> keys) {
        for (AllocationKey key : keys) {
            if (key.facilityId() != null) {
                List<AllocationKey> others = byFacility.computeIfAbsent(key.facilityId(), id -> new ArrayList<>());
                others.stream().filter(other -> overlap(key, other)).findFirst().ifPresent(other -> {
                    throw new IllegalArgumentException(
                            "allocation keys %s and %s both split %s on %s, allowed is one for a facility and a day"
                                .formatted(other.id(), key.id(), key.facilityId(), firstCommonDay(key, other)));
                });
                others.add(key);
            }
        }
    }

    /**
     * These keys.
     *
     * @throws IllegalArgumentException where two split one facility on one day
     */
    public static AllocationKeys of(List<AllocationKey> keys) {
        return new AllocationKeys(keys);
    }

    /** The key by which activities of a facility (null: of none) are split on a day. */
    public Optional<AllocationKey> forActivity(String facilityId, LocalDate day) {
        if (facilityId == null) {
            return Optional.empty();
        }
        return byFacility.getOrDefault(facilityId, List.of()).stream().filter(key -> isInForce(key, day)).findFirst();
    }

    /** The days from which the answer may change, so that it may be remembered between them. */
    public Set<LocalDate> boundaries() {
        var days = new TreeSet<LocalDate>();
        for (List<AllocationKey> keys : byFacility.values()) {
            for (AllocationKey key : keys) {
                if (key.validFrom() != null) {
                    days.add(key.validFrom());
                }
                if (key.validTo() != null) {
                    days.add(key.validTo().plusDays(1));
                }
            }
        }
        return days;
    }

    private static boolean isInForce(AllocationKey key, LocalDate day) {
        return (key.validFrom() == null || !day.isBefore(key.validFrom()))
                && (key.validTo() == null || !day.isAfter(key.validTo()));
    }

    private static boolean overlap(AllocationKey one, AllocationKey other) {
        return startsByTheEndOf(one, other) && startsByTheEndOf(other, one);
    }

    private static boolean startsByTheEndOf(AllocationKey one, AllocationKey other) {
        return one.validFrom() == null || other.validTo() == null || !one.validFrom().isAfter(other.validTo());
    }

    /** In words; of keys that overlap the later start is common to both. */
    private static String firstCommonDay(AllocationKey one, AllocationKey other) {
        return Stream.of(one.validFrom(), other.validFrom())
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(LocalDate::toString)
            .orElse("any day");
    }
}
