package io.carbonflow.ledger.jobs;

/** Work of one kind. */
public interface JobKind {

    /** Its name in {@code ledger.job}. */
    String name();

    /**
     * Does one page, and writes what came of it together with how far the job has come by {@link JobTable#advance} or
     * {@link JobTable#enter}.
     *
     * @throws JobWaitsException where it cannot come on at present
     */
    void step(Lease lease);
}
