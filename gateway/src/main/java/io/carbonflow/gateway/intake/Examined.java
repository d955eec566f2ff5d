package io.carbonflow.gateway.intake;

import static java.util.Objects.requireNonNull;

import io.carbonflow.intake.contract.Verdict;

/**
 * One item beside what the contract says of it.
 *
 * @param index   its place in the delivery, from 0
 * @param bytes   exactly as received
 * @param verdict which decides the topic
 */
public record Examined(int index, byte[] bytes, Verdict verdict) {

    public Examined {
        requireNonNull(bytes, "bytes is null");
        requireNonNull(verdict, "verdict is null");
    }
}
