package io.carbonflow.gateway.files;

/** Nothing of a file can be read: its form is not known, or not what the sender declares. */
final class UnreadableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was found and what is allowed, for the sender */
    UnreadableFileException(String message) {
        super(message, null, false, false);
    }
}
