package io.carbonflow.ledger.jobs;

import java.util.UUID;

/**
 * The right to do one step of a job.
 *
 * @param token told from every other lease
 */
public record Lease(Job job, UUID token) {

    /** Somebody else has the job by now, or it has left the state it was in: what was done is not to be kept. */
    public static final class LostException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostException(Job job) {
            super("job " + job.id() + " is not ours any more", null, false, false);
        }
    }
}
