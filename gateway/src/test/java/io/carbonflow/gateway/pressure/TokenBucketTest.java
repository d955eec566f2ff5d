package io.carbonflow.gateway.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.intake.policy.Rate;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;
    private final Rate twoASecond = new Rate(new BigDecimal("2"), 10);
    private final TokenBucket bucket = new TokenBucket(twoASecond, 0);

    @Test
    void aBurstIsTakenAtOnceAndTheNextItemWaitsHalfASecond() {
        assertThat(bucket.waitFor(10, 0)).isZero();
        bucket.take(10, 0);

        assertThat(bucket.waitFor(1, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(bucket.waitFor(1, SECOND / 2)).isZero();
        assertThat(bucket.waitFor(4, SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aBatchLargerThanTheBurstWaitsForAFullBucketAndLeavesADebt() {
        bucket.take(1, 0);

        assertThat(bucket.waitFor(30, 0)).isEqualTo(Duration.ofMillis(500));
        bucket.take(30, SECOND);

        assertThat(bucket.waitFor(1, SECOND)).isEqualTo(Duration.ofMillis(10_500));
    }

    @Test
    void theRateHoldsOverALongTime() {
        long taken = 0;
        for (long at = 0; at < 1_000 * SECOND; at += SECOND / 10) {
            if (bucket.waitFor(1, at).isZero()) {
                bucket.take(1, at);
                taken++;
            }
        }

        assertThat(taken).isBetween(2_000L, 2_010L);
    }

    @Test
    void severalLimitsAreTakenTogetherOrNotAtAll() {
        var buckets = new Buckets(100);
        var tenant = new Buckets.Demand("tenant a", new Rate(new BigDecimal("1"), 5), 5);
        var source = new Buckets.Demand("source x", new Rate(new BigDecimal("1"), 1), 1);
        assertThat(buckets.take(List.of(source), 0)).isEmpty();

        var refused = buckets.take(List.of(tenant, source), 0);

        assertThat(refused.orElseThrow().demand().name()).isEqualTo("source x");
        assertThat(buckets.take(List.of(tenant), 0)).isEmpty();
    }

    @Test
    void aChangedLimitCountsAtOnce() {
        var buckets = new Buckets(100);
        buckets.take(List.of(new Buckets.Demand("tenant a", new Rate(new BigDecimal("1"), 1), 1)), 0);

        assertThat(buckets.take(List.of(new Buckets.Demand("tenant a", new Rate(new BigDecimal("9"), 9), 9)), 0))
            .isEmpty();
    }
}
