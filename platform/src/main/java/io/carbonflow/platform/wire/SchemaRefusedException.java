package io.carbonflow.platform.wire;

/** The registry holds an earlier schema that the offered one breaks, or cannot read it at all. */
public final class SchemaRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    SchemaRefusedException(String message) {
        super(message);
    }
}
