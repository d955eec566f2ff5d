package io.carbonflow.gateway.intake;

import java.util.List;

import io.carbonflow.intake.contract.Verdict;

/**
 * What one delivery holds.
 *
 * @param several whether its form is that of several items, be it one: then each fares for itself
 */
public record Batch(boolean several, List<Examined> items) {

    public Batch {
        items = List.copyOf(items);
    }

    /** A delivery that is one item. */
    public static Batch single(byte[] bytes, Verdict verdict) {
        return new Batch(false, List.of(new Examined(0, bytes, verdict)));
    }
}
