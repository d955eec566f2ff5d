package io.carbonflow.gateway.files;

import java.time.Instant;
import java.util.List;

import io.carbonflow.platform.problem.ProblemReason;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of a file.
 *
 * @param id         of this delivery
 * @param name       of the file
 * @param state      {@code reading}, {@code done}, or {@code interrupted}: then what was read is taken, and sending the
 *                   whole file again adds nothing twice
 * @param receivedAt when it began to arrive
 * @param bytes      read
 * @param sha256     of the bytes read, lower-case hex; null while reading
 * @param counts     of every item
 * @param accepted   ids that went on; the first only, where there are very many
 * @param duplicates ids that came with the same content lately; the first only
 * @param rejected   what was refused; the first only
 * @param held       what waits for something or someone; the first only
 * @param ignoredColumns of a CSV file: those nobody explained, kept in the raw copy alone; the first only
 */
@RegisterForReflection
record FileReport(String id, String name, String state, Instant receivedAt, long bytes, String sha256, Counts counts,
        List<String> accepted, List<String> duplicates, List<KeptItem> rejected, List<KeptItem> held,
        List<String> ignoredColumns) {

    static final String READING = "reading";
    static final String DONE = "done";
    static final String INTERRUPTED = "interrupted";

    /**
     * How many items fared how; {@code items} is the sum of the others.
     *
     * @param context items that are right and carry no activity
     */
    @RegisterForReflection
    record Counts(long items, long accepted, long duplicates, long rejected, long held, long context) {}

    /**
     * An item that is kept as a dead letter.
     *
     * @param index        its place among the items, from 0
     * @param line         on which it begins, from 1
     * @param id           where one could be read, else null
     * @param deadLetterId under which its bytes are kept
     */
    @RegisterForReflection
    record KeptItem(int index, long line, String id, String deadLetterId, List<ProblemReason> reasons) {}

    /** The same without the lists, as it is kept. */
    FileReport brief() {
        return new FileReport(id, name, state, receivedAt, bytes, sha256, counts, List.of(), List.of(),
                rejected.subList(0, Math.min(rejected.size(), 20)), held.subList(0, Math.min(held.size(), 20)),
                ignoredColumns);
    }
}
