package io.carbonflow.embedded;

/** Another process has the port; the message says which variable chooses another. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(int port, String part, String variable) {
        super("port " + port + " for " + part + " is taken by another process; set " + variable + " to a free port");
    }
}
