package io.carbonflow.local.bundle;

import java.time.Instant;
import java.util.Set;

/** The first line of a bundle: what it is of. */
final class BundleHeader {

    private static final String FORMAT = "carbonflow/bundle/1";
    /** The same, with what the events said. */
    private static final String WITH_ACTIVITIES = "carbonflow/bundle/2";

    private final Line line;
    private final Instant from;
    private final Instant to;

    private BundleHeader(Line line) throws MismatchException {
        this.line = line;
        this.from = line.time("from");
        this.to = line.time("to");
        if (!from.isBefore(to)) {
            throw new MismatchException("from is not before to");
        }
        line.time("made_at");
        if (namesHead()) {
            line.whole("head", 1);
        }
    }

    /**
     * Reads the line.
     *
     * @throws NotABundleException where it is of something else
     * @throws MismatchException   where its members are not what they should be
     */
    static BundleHeader of(byte[] bytes) throws NotABundleException, MismatchException {
        Line line;
        try {
            line = Line.canonical(bytes == null ? new byte[0] : bytes)
                .of("type", "format", "tenant_id", "from", "to", "made_at", "head");
            if (!Set.of(FORMAT, WITH_ACTIVITIES).contains(line.text("format")) || !line.text("type").equals("bundle")) {
                throw new MismatchException("it is of another format");
            }
            line.text("tenant_id");
        } catch (MismatchException e) {
            throw new NotABundleException(
                    "its first line is not that of a " + FORMAT + " or " + WITH_ACTIVITIES + ": " + e.getMessage());
        }
        try {
            return new BundleHeader(line);
        } catch (MismatchException e) {
            throw e.at("line 1");
        }
    }

    String text(String name) throws MismatchException {
        return line.text(name);
    }

    boolean hasActivities() throws MismatchException {
        return line.text("format").equals(WITH_ACTIVITIES);
    }

    boolean namesHead() {
        return !line.isNull("head");
    }

    /** Whether this is the number of the signed head it names. */
    boolean names(long head) throws MismatchException {
        return namesHead() && line.whole("head", 1) == head;
    }

    Instant to() {
        return to;
    }

    /** Requires that an entry is of the tenant and counts within the bundle's time. */
    void checkHolds(Line entry) throws MismatchException {
        if (!entry.text("tenant_id").equals(line.text("tenant_id"))) {
            throw new MismatchException("it is of another tenant");
        }
        entry.time("occurred_at");
        Instant counts = entry.time(entry.isNull("accounted_at") ? "occurred_at" : "accounted_at");
        if (counts.isBefore(from) || !counts.isBefore(to)) {
            throw new MismatchException("it counts at " + counts + ", outside the bundle's time");
        }
    }
}
