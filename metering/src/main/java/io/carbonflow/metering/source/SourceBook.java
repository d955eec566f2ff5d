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
 * @param state  active, silent, offline or unknown
 * @param since  when it came into this state
 * @param days   at most {@link Trust#DAYS}, oldest first
 * @param held   how many of its items wait
 * @param values the latest of each value by name, at most {@value #VALUES_MAX}
 */
public record SourceBook(String state, Instant since, String family, Integer cadenceSeconds, Instant lastReadingAt,
        Instant lastReceivedAt, List<DayCounts> days, long held, Map<String, ValueSeen> values) {

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
        return new SourceBook(ACTIVE, at, null, null, null, null, List.of(), 0, Map.of());
    }

    /** After this news. */
    SourceBook with(SourceFact fact, Instant now) {
        long today = Math.floorDiv(now.getEpochSecond(), 86_400L);
        String next = stateAfter(fact);
        return new SourceBook(next, next.equals(state) ? since : now, fact.family() == null ? family : fact.family(),
                Boolean.TRUE.equals(fact.isRegistered()) ? fact.cadenceSeconds() : cadenceSeconds,
                later(lastReadingAt, fact.readingAt()),
                fact.readingAt() == null ? lastReceivedAt : later(lastReceivedAt, fact.receivedAt()),
                days(fact, today), Math.max(0, held + fact.heldChange()), values(fact));
    }

    SourceBook in(String next, Instant now) {
        return new SourceBook(next, now, family, cadenceSeconds, lastReadingAt, lastReceivedAt, days, held, values);
    }

    /** The longest it may be quiet; null where nothing is agreed. */
    Duration quietMax() {
        if (cadenceSeconds == null || lastReceivedAt == null) {
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
        if (fact.isOnline() != null && !state.equals(UNKNOWN)) {
            return fact.isOnline() ? ACTIVE : OFFLINE;
        }
        boolean isHeard = Boolean.TRUE.equals(fact.isRegistered());
        return isHeard ? ACTIVE : state;
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
        next.add(present.plus(isCountedAlready(fact) ? fact.withoutGood() : fact));
        return next;
    }

    /** What the ledger booked of a device was a good item here already. */
    private boolean isCountedAlready(SourceFact fact) {
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
