package io.carbonflow.intake.contract;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is known of an item beside its content.
 *
 * @param channel     the way in
 * @param receivedAt  when it came in, by our clock
 * @param sourceTrust trust in its source, 0.00 to 1.00; null where nothing is known
 */
public record Circumstances(String channel, Instant receivedAt, BigDecimal sourceTrust) {

    public Circumstances {
        requireNonNull(channel, "channel is null");
        requireNonNull(receivedAt, "receivedAt is null");
    }
}
