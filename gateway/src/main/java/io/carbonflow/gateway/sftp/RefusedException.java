package io.carbonflow.gateway.sftp;

import java.io.IOException;

/** A client may not do this, or not now; the message is meant for it. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
