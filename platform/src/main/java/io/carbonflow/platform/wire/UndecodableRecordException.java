package io.carbonflow.platform.wire;

/** The bytes of a record are not a value of the type expected; reading them again will not help. */
public final class UndecodableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    UndecodableRecordException(String message) {
        super(message);
    }
}
