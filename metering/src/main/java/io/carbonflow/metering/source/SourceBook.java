package io.carbonflow.metering.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.metering.source.SourceFact.ValueSeen;

/**
 * What is known of one source.
 *
 * @param state        expected, active, silent, offline or unknown
 * @param since        when it came into this state
 * @param days         at most {@link Trust#DAYS}, oldest first
 * @param held         how many of its items wait
 * @param values       the latest of each value by name, at most {@value #VALUES_MAX}
 * @param registeredAt when it was registered last, null where that is not known
 */
public record SourceBook(String state, Instant since, String family, Integer cadenceSeconds, Instant lastReadingAt,
        Instant lastReceivedAt, List<DayCounts> days, long held, Map<String, ValueSeen> values,
        Instant registeredAt) {

    /** Registered, and never heard. */
    public static final String EXPECTED = "expected";
    public static final String ACTIVE = "active";
    public static final String SILENT = "silent";
    public static final String OFFLINE = "offline";
    public static final String UNKNOWN = "unknown";

    static final int VALUES_MAX = 200;
    private static final Duration LATENESS_MIN = Duration.ofSeconds(60);

    public SourceBook {
        days = days == null ? List.of() : List.copyOf(days);
        values = values == null ? Map.of() : Map.copyOf(values);
    }

    static SourceBook opened(Instant at) {
        return new SourceBook(ACTIVE, at, null, null, null, null, List.of(), 0, Map.of(), null);
    }

    /** After this news. */
    SourceBook with(SourceFact fact, Instant now) {
        long today = Math.floorDiv(now.getEpochSecond(), 86_400L);
        String next = stateAfter(fact);
        // What a silence is counted from stays until it is over.
        boolean isDated = fact.isOfRegistration() && Boolean.TRUE.equals(fact.isRegistered())
                && !state.equals(SILENT);
        return new SourceBook(next, next.equals(state) ? since : now, fact.family() == null ? family : fact.family(),
                Boolean.TRUE.equals(fact.isRegistered()) ? fact.cadenceSeconds() : cadenceSeconds,
                isBookingOnly(fact) ? lastReadingAt : later(lastReadingAt, fact.readingAt()),
                fact.readingAt() == null || isBookingOnly(fact) ? lastReceivedAt
                        : later(lastReceivedAt, fact.receivedAt()),
                fact.isOfRegistration() ? days : days(fact, today), Math.max(0, held + fact.heldChange()),
                values(fact), isDated ? fact.registeredAt() : registeredAt);
    }

    SourceBook in(String next, Instant now) {
        return new SourceBook(next, now, family, cadenceSeconds, lastReadingAt, lastReceivedAt, days, held, values,
                registeredAt);
    }

    /** Whether anything ever came of it. */
    boolean isHeard() {
        return lastReceivedAt != null;
    }

    /** Whether nobody has registered it: a device that is unknown, or no device at all. */
    boolean isStranger() {
        return family == null || state.equals(UNKNOWN);
    }

    /** From when on its quiet is counted: its latest message, or its registration after that; null without either. */
    Instant quietSince() {
        return later(lastReceivedAt, registeredAt);
    }

    /** The latest UTC day of our clock on which anything was said of it, in days since 1970. */
    long latestDay() {
        long told = days.isEmpty() ? Long.MIN_VALUE : days.get(days.size() - 1).day();
        return isHeard() ? Math.max(told, Math.floorDiv(lastReceivedAt.getEpochSecond(), 86_400L)) : told;
    }

    /** The longest it may be quiet; null where nothing is agreed. */
    Duration quietMax() {
        if (cadenceSeconds == null || quietSince() == null) {
            return null;
        }
        Duration cadence = Duration.ofSeconds(cadenceSeconds);
        Duration late = cadence.plus(LATENESS_MIN);
        Duration twice = cadence.multipliedBy(2);
        return twice.compareTo(late) > 0 ? twice : late;
    }

    private String stateAfter(SourceFact fact) {
        if (Boolean.FALSE.equals(fact.isRegistered())) {
            return UNKNOWN;
        }
        if (fact.isOfRegistration()) {
            String usual = isHeard() || !days.isEmpty() ? ACTIVE : EXPECTED;
            return state.equals(UNKNOWN) || state.equals(ACTIVE) ? usual : state;
        }
        if (fact.isOnline() != null && !state.equals(UNKNOWN)) {
            return fact.isOnline() ? ACTIVE : OFFLINE;
        }
        return Boolean.TRUE.equals(fact.isRegistered()) ? ACTIVE : state;
    }

    private List<DayCounts> days(SourceFact fact, long today) {
        var next = new ArrayList<DayCounts>(Trust.DAYS);
        DayCounts present = new DayCounts(today, 0, 0, 0, 0, 0);
        for (DayCounts day : days) {
            if (day.day() == today) {
                present = day;
            } else if (day.day() > today - Trust.DAYS) {
                next.add(day);
            }
        }
        DayCounts after = present.plus(isBookingOnly(fact) ? fact.withoutGood() : fact);
        if (!after.isNothing()) {
            next.add(after);
        }
        return next;
    }

    /** What the ledger booked of a device was heard, and a good item, here already. */
    private boolean isBookingOnly(SourceFact fact) {
        return family != null && fact.family() == null && fact.isRegistered() == null;
    }

    private Map<String, ValueSeen> values(SourceFact fact) {
        if (fact.values().isEmpty()) {
            return values;
        }
        var next = new TreeMap<>(values);
        for (ValueSeen seen : fact.values()) {
            ValueSeen known = next.get(seen.name());
            boolean isNews = known == null ? next.size() < VALUES_MAX : !seen.at().isBefore(known.at());
            if (isNews) {
                next.put(seen.name(), seen);
            }
        }
        return next;
    }

    private static Instant later(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
