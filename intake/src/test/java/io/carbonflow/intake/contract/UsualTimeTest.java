package io.carbonflow.intake.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsualTimeTest {

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-03T10:00:00Z", "2024-02-29T23:59:59.5Z", "1990-01-01T00:00:00.000001Z",
            "2025-12-31T00:00:00.123456789Z"})
    void readsWhatTheFormatterReads(String text) {
        Instant byTheFormatter = OffsetDateTime.parse(text).toInstant();

        assertThat(UsualTime.read(text)).contains(byTheFormatter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "2025-11-03T10:00:00", "2025-11-03T10:00:00+01:00", "2025-11-03 10:00:00Z",
            "2025-02-29T10:00:00Z", "2025-11-03T25:00:00Z", "2025-11-03T10:00:00.Z", "2025-11-03T10:00:00.1234567890Z",
            "2025-11-03T10:00:00z", "2025-11-03T10:00Z", "+025-11-03T10:00:00Z", "2025-11-03T10:00:00,5Z",
            "2025-11-03T10:00:60Z"})
    void leavesEveryOtherTextToTheFormatter(String text) {
        assertThat(UsualTime.read(text)).isEmpty();
    }
}
