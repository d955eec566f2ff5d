package io.carbonflow.calculator.library;

/** The factor service does not answer, or its answer is no library; asking again may help. */
final class SnapshotUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    SnapshotUnavailableException(String message) {
        super(message);
    }

    SnapshotUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
