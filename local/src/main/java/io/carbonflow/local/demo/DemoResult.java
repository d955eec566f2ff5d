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
    private final Map<String, Map<String, BigDecimal>> expected;
    private final Bookings bookings;
    private final Map<String, Instant> sentAt;
    private final Conservation account;

    DemoResult(EventPlan plan, Map<String, Map<String, BigDecimal>> expected, Bookings bookings,
            Map<String, Instant> sentAt,
            Conservation account) {
        this.plan = plan;
        this.expected = expected;
        this.bookings = bookings;
        this.sentAt = sentAt;
        this.account = account;
    }

    /** Every part of every event booked once, to the last digit what the closed form says, and everything else accounted for. */
    public boolean isExact() {
        return difference().signum() == 0 && expected.equals(bookings.byEvent()) && bookings.repeated() == 0
                && account.difference() == 0 && account.duplicates() >= plan.repeats()
                && account.rejected() == plan.refused() && account.context() == plan.context();
    }

    private BigDecimal difference() {
        return bookings.total().subtract(Bookings.total(expected));
    }

    /** For a person. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("expected   " + Bookings.total(expected).toPlainString() + " kg CO2e");
        lines.add("ledger     " + bookings.total().toPlainString() + " kg CO2e");
        lines.add("difference " + (difference().signum() == 0 ? "0" : difference().toPlainString()));
        lines.add("booked     %,d of %,d events".formatted(bookings.byEvent().size(), plan.events().size()));
        var latencies = new Latencies(bookings.bookedAt()
            .entrySet()
            .stream()
            .filter(e -> sentAt.containsKey(e.getKey()))
            .map(e -> Duration.between(sentAt.get(e.getKey()), e.getValue()))
            .toList());
        lines.add("latency    sent -> booked: p50 %,d ms, p95 %,d ms, p99 %,d ms, longest %,d ms".formatted(
                latencies.millis(50), latencies.millis(95), latencies.millis(99), latencies.millis(100)));
        lines.add("throughput %,d events/s from the first sent to the last booked".formatted(eventsPerSecond()));
        lines.add("account    " + account.words());
        otherwise().stream().limit(NAMED_MAX).forEach(lines::add);
        List<String> missing = Demo.missing(plan, bookings);
        if (!missing.isEmpty()) {
            lines.add("missing    " + missing.size() + ", among them "
                    + missing.subList(0, Math.min(NAMED_MAX, missing.size())));
        }
        return lines;
    }

    /** Events that are booked otherwise than expected, in words. */
    private List<String> otherwise() {
        return expected.entrySet()
            .stream()
            .filter(e -> bookings.byEvent().containsKey(e.getKey())
                    && !e.getValue().equals(bookings.byEvent().get(e.getKey())))
            .map(e -> "otherwise  " + e.getKey() + ": expected " + e.getValue() + ", booked "
                    + bookings.byEvent().get(e.getKey()))
            .toList();
    }

    private long eventsPerSecond() {
        var first = sentAt.values().stream().min(Comparator.naturalOrder());
        var last = bookings.bookedAt().values().stream().max(Comparator.naturalOrder());
        if (first.isEmpty() || last.isEmpty()) {
            return 0;
        }
        long millis = Math.max(1, Duration.between(first.get(), last.get()).toMillis());
        return bookings.byEvent().size() * 1000L / millis;
    }
}
