package io.carbonflow.ledger.jobs;

/** What a job needs is away; it is tried again later. */
public final class JobWaitsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JobWaitsException(String message, Throwable cause) {
        super(message, cause);
    }
}
