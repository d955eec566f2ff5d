package io.carbonflow.ledger.anchor;

/** The place of anchoring does not answer, or cannot be used as it is configured; nothing is decided, it is tried again. */
class AnchorUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnchorUnavailableException(String message) {
        super(message);
    }

    AnchorUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
