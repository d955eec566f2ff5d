package io.carbonflow.accounting.allocation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The keys of shared facilities, at most one for a facility and a day. */
public final class AllocationKeys {

    /** Nothing is shared. */
    public static final AllocationKeys NONE = of(List.of());

    private final Map<String, List<AllocationKey>> byFacility = new HashMap<>();

    private AllocationKeys(List<AllocationKey> keys) {
        for (AllocationKey key : keys) {
            if (key.facilityId() != null) {
                byFacility.computeIfAbsent(key.facilityId(), id -> new ArrayList<>()).add(key);
            }
        }
        byFacility.values().forEach(list -> list.sort(Comparator.comparing(AllocationKey::id)));
    }

    /** These keys. Where two overlap, though {@link #overlapping} would have said so, the first id decides. */
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

    /** The first of the other keys that would split the same facility on some same day; a key's own earlier version is none. */
    public static Optional<AllocationKey> overlapping(AllocationKey key, List<AllocationKey> others) {
        return others.stream()
            .filter(other -> !other.id().equals(key.id()))
            .filter(other -> key.facilityId() != null && key.facilityId().equals(other.facilityId()))
            .filter(other -> startsByTheEndOf(key, other) && startsByTheEndOf(other, key))
            .findFirst();
    }

    private static boolean isInForce(AllocationKey key, LocalDate day) {
        return (key.validFrom() == null || !day.isBefore(key.validFrom()))
                && (key.validTo() == null || !day.isAfter(key.validTo()));
    }

    private static boolean startsByTheEndOf(AllocationKey one, AllocationKey other) {
        return one.validFrom() == null || other.validTo() == null || !one.validFrom().isAfter(other.validTo());
    }
}
