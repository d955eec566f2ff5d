package io.carbonflow.ledger.anchor;

import java.util.List;

import io.vertx.core.json.JsonObject;

/**
 * A place outside the ledger where a head can be made known, so that it cannot be replaced by another later. What is handed
 * over is prepared and remembered first: whoever goes on after a crash hands over the same again and not something else.
 * Every method may fail with {@link AnchorUnavailableException}.
 */
interface Anchor {

    /** Its name in the configuration: {@code file}, {@code tsa}, {@code evm}, or one of them with a name after a dot. */
    String name();

    /** What will be handed over; nothing is yet. */
    JsonObject prepare(HeadToAnchor head);

    /** Hands over what was prepared, once however often it is called. */
    Finding submit(HeadToAnchor head, JsonObject prepared);

    /** Reads evidence back from where it lies; one finding for each, in order. */
    List<Finding> check(List<Anchored> anchored);

    /** A head and what its anchor gave for it. */
    record Anchored(HeadToAnchor head, JsonObject evidence) {}
}
