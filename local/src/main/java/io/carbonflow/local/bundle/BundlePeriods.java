package io.carbonflow.local.bundle;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The lockings of periods in a bundle, by which entries count at another time than they occurred. */
final class BundlePeriods {

    private record Last(long number, Instant from, Instant to, Instant at, Instant lockedFirst) {}

    private final Map<String, Last> byId = new HashMap<>();

    /** Takes in what happened next to a period: locked first, then by turns opened again and locked. */
    void add(Line line) throws MismatchException {
        line.of("type", "period_id", "number", "action", "from", "to", "at", "by_role", "by_key", "reason");
        String id = line.text("period_id");
        var event = new Last(line.whole("number", 1), line.time("from"), line.time("to"), line.time("at"),
                byId.containsKey(id) ? byId.get(id).lockedFirst() : line.time("at"));
        Last before = byId.put(id, event);
        boolean isFirst = before == null;
        if (event.number() != (isFirst ? 1 : before.number() + 1) || !event.from().isBefore(event.to())
                || !line.text("action").equals(event.number() % 2 == 1 ? "lock" : "reopen")) {
            throw new MismatchException("what happened to period " + id + " does not come in its order");
        }
        if (!isFirst && (!before.from().equals(event.from()) || !before.to().equals(event.to())
                || event.at().isBefore(before.at()))) {
            throw new MismatchException("period " + id + " has other bounds than before, or goes back in time");
        }
        line.text("by_role");
        line.text("by_key");
        line.text("reason");
    }

    /** Requires that an entry counts when it occurred, or that a locked period is why it counts later. */
    void check(Line entry) throws MismatchException {
        if (entry.isNull("accounted_at") != entry.isNull("adjusts_period")) {
            throw new MismatchException("it names one of accounted_at and adjusts_period without the other");
        }
        if (entry.isNull("adjusts_period")) {
            return;
        }
        Last period = byId.get(entry.text("adjusts_period"));
        if (period == null) {
            throw new MismatchException("it counts elsewhere because of period " + entry.text("adjusts_period")
                    + ", which is not in the bundle");
        }
        if (entry.time("accounted_at").isBefore(period.to())
                || entry.time("booked_at").isBefore(period.lockedFirst())) {
            throw new MismatchException("it counts at " + entry.text("accounted_at") + ", which does not follow from "
                    + "period " + entry.text("adjusts_period"));
        }
    }
}
