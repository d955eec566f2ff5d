package io.carbonflow.local.stack;

/** The environment says something that cannot be; the message names the variable. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
