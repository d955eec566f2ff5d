package io.carbonflow.local.bundle;

/** A file that is something else, or of a format this program does not know. */
public final class NotABundleException extends Exception {

    private static final long serialVersionUID = 1L;

    NotABundleException(String message) {
        super(message, null, false, false);
    }
}
