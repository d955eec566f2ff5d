package io.carbonflow.ledger.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

class UuidV7Test {

    private static final Instant NOW = Instant.parse("2025-11-03T10:00:02.000305Z");

    @Test
    void isVersionSevenOfTheVariantOfTheStandard() {
        var id = UuidV7.of(NOW, 3);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void sortsByTheMicrosecondAndThenByThePlace() {
        assertThat(UuidV7.of(NOW, 4_000).toString()).isLessThan(UuidV7.of(NOW.plusNanos(1_000), 0).toString());
        assertThat(UuidV7.of(NOW, 1).toString()).isLessThan(UuidV7.of(NOW, 2).toString());
    }

    @Test
    void isAnotherOneEachTime() {
        assertThat(UuidV7.of(NOW, 1)).isNotEqualTo(UuidV7.of(NOW, 1));
    }
}
