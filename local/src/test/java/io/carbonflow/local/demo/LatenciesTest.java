package io.carbonflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void ranksByTheNearestValueThatWasMeasured() {
        var latencies = new Latencies(LongStream.rangeClosed(1, 200).mapToObj(Duration::ofMillis).toList());
        assertThat(latencies.millis(50)).isEqualTo(100);
        assertThat(latencies.millis(99)).isEqualTo(198);
        assertThat(latencies.millis(100)).isEqualTo(200);
    }

    @Test
    void isZeroWhereNothingWasMeasured() {
        assertThat(new Latencies(List.of()).millis(99)).isZero();
    }
}
