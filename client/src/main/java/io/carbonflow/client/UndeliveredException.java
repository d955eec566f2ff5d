package io.carbonflow.client;

/** Nobody acknowledged the events in time. They may have arrived all the same; sending them again is safe. */
public final class UndeliveredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndeliveredException(String message, Throwable cause) {
        super(message, cause);
    }
}
