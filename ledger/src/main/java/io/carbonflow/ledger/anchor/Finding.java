package io.carbonflow.ledger.anchor;

import java.util.function.Function;

import io.vertx.core.json.JsonObject;

/** What became of a head at an anchor, as far as can be told now. */
sealed interface Finding {

    /** The evidence was read back from where it lies, and it says what it has to say. */
    record Proven(JsonObject evidence) implements Finding {}

    /**
     * It was handed over and is not yet what it has to be.
     *
     * @param detail what it waits for; null where it is only to be read back
     */
    record Waiting(JsonObject evidence, String detail) implements Finding {}

    /**
     * It has to be handed over again.
     *
     * @param prepared what to hand over; null where that is to be made anew
     */
    record Again(JsonObject prepared, String reason) implements Finding {}

    /** What is there does not prove the head, or is not there any more. */
    record Refuted(String reason) implements Finding {}

    default <T> T fold(Function<Proven, T> proven, Function<Waiting, T> waiting, Function<Again, T> again,
            Function<Refuted, T> refuted) {
        if (this instanceof Proven one) {
            return proven.apply(one);
        }
        if (this instanceof Waiting one) {
            return waiting.apply(one);
        }
        if (this instanceof Again one) {
            return again.apply(one);
        }
        return refuted.apply((Refuted) this);
    }
}
