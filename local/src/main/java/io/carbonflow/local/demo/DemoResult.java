package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a run came to. */
public final class DemoResult {

    private static final int NAMED_MAX = 5;

    private final EventPlan plan;
    private final BigDecimal expected;
    private final Bookings bookings;
    private final Map<String, Instant> sentAt;
    private final Conservation account;

    DemoResult(EventPlan plan, BigDecimal expected, Bookings bookings, Map<String, Instant> sentAt,
            Conservation account) {
        this.plan = plan;
        this.expected = expected;
        this.bookings = bookings;
        this.sentAt = sentAt;
        this.account = account;
    }

    /** Every event booked once, to the last digit what the closed form says, and everything else accounted for. */
    public boolean isExact() {
        return difference().signum() == 0 && bookings.byEvent().size() == plan.events().size()
                && bookings.byEvent().values().stream().allMatch(booking -> booking.entries() == 1)
                && account.difference() == 0 && account.duplicates() >= plan.repeats()
                && account.rejected() == plan.refused() && account.context() == plan.context();
    }

    private BigDecimal difference() {
        return bookings.total().subtract(expected);
    }

    /** For a person. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("expected   " + expected.toPlainString() + " kg CO2e");
        lines.add("ledger     " + bookings.total().toPlainString() + " kg CO2e");
        lines.add("difference " + (difference().signum() == 0 ? "0" : difference().toPlainString()));
        lines.add("booked     %,d of %,d events".formatted(bookings.byEvent().size(), plan.events().size()));
        var latencies = new Latencies(bookings.byEvent()
            .entrySet()
            .stream()
            .filter(e -> sentAt.containsKey(e.getKey()))
            .map(e -> Duration.between(sentAt.get(e.getKey()), e.getValue().bookedAt()))
            .toList());
        lines.add("latency    sent -> booked: p50 %,d ms, p95 %,d ms, p99 %,d ms, longest %,d ms".formatted(
                latencies.millis(50), latencies.millis(95), latencies.millis(99), latencies.millis(100)));
        lines.add("throughput %,d events/s from the first sent to the last booked".formatted(eventsPerSecond()));
        lines.add("account    " + account.words());
        List<String> missing = Demo.missing(plan, bookings);
        if (!missing.isEmpty()) {
            lines.add("missing    " + missing.size() + ", among them "
                    + missing.subList(0, Math.min(NAMED_MAX, missing.size())));
        }
        return lines;
    }

    private long eventsPerSecond() {
        var first = sentAt.values().stream().min(Comparator.naturalOrder());
        var last = bookings.byEvent().values().stream().map(Bookings.Booking::bookedAt).max(Comparator.naturalOrder());
        if (first.isEmpty() || last.isEmpty()) {
            return 0;
        }
        long millis = Math.max(1, Duration.between(first.get(), last.get()).toMillis());
        return bookings.byEvent().size() * 1000L / millis;
    }
}
