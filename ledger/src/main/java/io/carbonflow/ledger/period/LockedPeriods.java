package io.carbonflow.ledger.period;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.ledger.chain.Accounting;

/** The periods of some tenants that nothing may be added to. They may overlap. */
public final class LockedPeriods {

    private static final Comparator<Period> ORDER = Comparator.comparing(Period::from).thenComparing(Period::to);

    /** Where every period is open; its order comes before it. */
    public static final LockedPeriods NONE = new LockedPeriods(List.of());

    private final Map<String, List<Period>> byTenant = new HashMap<>();

    public LockedPeriods(List<Period> periods) {
        periods.stream()
            .sorted(ORDER)
            .forEach(period -> byTenant.computeIfAbsent(period.tenantId(), tenantId -> new ArrayList<>()).add(period));
    }

    /**
     * When something counts that would count at this time: then, or, where that lies in a locked period, at the first
     * moment after it that lies in none.
     *
     * @param otherwise what holds where the time is open
     */
    public Accounting place(String tenantId, Instant time, Accounting otherwise) {
        var periods = byTenant.getOrDefault(tenantId, List.of());
        var adjusted = covering(periods, time);
        if (adjusted.isEmpty()) {
            return otherwise;
        }
        Instant open = time;
        for (var next = adjusted; next.isPresent(); next = covering(periods, open)) {
            open = next.get().to();
        }
        return otherwise.movedTo(open, adjusted.get().id());
    }

    private static Optional<Period> covering(List<Period> periods, Instant time) {
        return periods.stream().filter(period -> period.contains(time)).findFirst();
    }
}
