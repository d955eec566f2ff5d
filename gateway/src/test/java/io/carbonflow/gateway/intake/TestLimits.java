package io.carbonflow.gateway.intake;

import java.time.Duration;

/** The limits as they are by default. */
public record TestLimits(int itemBytesMax, int bodyBytesMax, int itemsMax, long keptBytesMax, int eventsRememberedMax,
        Duration retryAfter) implements IntakeConfig {

    public static final TestLimits DEFAULT = new TestLimits(1_048_576, 10_485_760, 100_000, 16_777_216, 100_000,
            Duration.ofSeconds(5));
}
