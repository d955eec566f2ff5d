package io.carbonflow.gateway.pressure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.intake.policy.Rate;

/** The limits in use, of tenants and of sources; bounded in number. */
final class Buckets {

    private final Map<String, TokenBucket> buckets;

    Buckets(int max) {
        buckets = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
                return size() > max;
            }
        };
    }

    /** So many items that fall under one limit. */
    record Demand(String name, Rate rate, long items) {}

    /** Takes all of them or none. Empty if they may come now, else the limit that lets them wait longest, and how long. */
    synchronized Optional<Wait> take(Iterable<Demand> demands, long nowNanos) {
        Wait longest = null;
        for (Demand demand : demands) {
            Duration wait = bucket(demand, nowNanos).waitFor(demand.items(), nowNanos);
            if (!wait.isZero() && (longest == null || wait.compareTo(longest.time()) > 0)) {
                longest = new Wait(demand, wait);
            }
        }
        if (longest == null) {
            demands.forEach(demand -> bucket(demand, nowNanos).take(demand.items(), nowNanos));
        }
        return Optional.ofNullable(longest);
    }

    /** Why and how long. */
    record Wait(Demand demand, Duration time) {}

    /** A limit that was changed begins anew. */
    private TokenBucket bucket(Demand demand, long nowNanos) {
        TokenBucket present = buckets.get(demand.name());
        if (present == null || !present.rate().equals(demand.rate())) {
            present = new TokenBucket(demand.rate(), nowNanos);
            buckets.put(demand.name(), present);
        }
        return present;
    }
}
