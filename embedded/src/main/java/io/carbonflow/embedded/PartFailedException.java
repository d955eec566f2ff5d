package io.carbonflow.embedded;

/** A part did not start; the message names its log file and quotes the end of it. */
public final class PartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PartFailedException(String message) {
        super(message);
    }

    PartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
