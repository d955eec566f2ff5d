package io.carbonflow.ledger.chain;

import static java.util.Objects.requireNonNull;

/**
 * The methodology document a result was worked out by.
 *
 * @param version 1 and up
 */
public record Methodology(String id, int version) {

    /** What entries were worked out by before methodologies were documents. */
    public static final Methodology DEFAULT = new Methodology("default", 1);

    public Methodology {
        requireNonNull(id, "id is null");
    }
}
