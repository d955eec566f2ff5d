package io.carbonflow.local.api;

/** A service did not answer, or not as expected; the message is for the person at the terminal. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ApiException(String message, Throwable cause) {
        super(message, cause);
    }
}
