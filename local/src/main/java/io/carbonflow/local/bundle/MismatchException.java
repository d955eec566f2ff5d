package io.carbonflow.local.bundle;

/** Something in a bundle is not what it should be. */
public final class MismatchException extends Exception {

    private static final long serialVersionUID = 1L;

    MismatchException(String message) {
        super(message, null, false, false);
    }

    /** The same, with where it was found before it. */
    MismatchException at(String place) {
        return new MismatchException(place + ": " + getMessage());
    }
}
