package io.carbonflow.gateway.intake;

import static java.util.Objects.requireNonNull;

import io.carbonflow.intake.contract.Verdict;

/**
 * One item beside what the contract says of it.
 *
 * @param index   its place in the delivery, from 0
 * @param bytes   exactly as received
 * @param verdict which decides the topic
 * @param missedBy the supplier in whose total a sampled-out item is missing; null for every other item
 */
public record Examined(int index, byte[] bytes, Verdict verdict, String missedBy) {

    public Examined(int index, byte[] bytes, Verdict verdict) {
        this(index, bytes, verdict, null);
    }

    public Examined {
        requireNonNull(bytes, "bytes is null");
        requireNonNull(verdict, "verdict is null");
    }
}
