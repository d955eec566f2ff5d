package io.carbonflow.platform.wire;

/** The registry cannot be asked at present; asking again later may succeed. */
public final class RegistryUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
