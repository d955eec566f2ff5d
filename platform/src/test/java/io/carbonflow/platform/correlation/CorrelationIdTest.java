package io.carbonflow.platform.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CorrelationIdTest {

    @Test
    void theSendersIdIsKept() {
        assertThat(CorrelationId.takenOrMade("order-4500001092")).isEqualTo("order-4500001092");
    }

    @Test
    void anIdThatWouldBreakALogLineOrAHeaderIsReplaced() {
        assertThat(CorrelationId.takenOrMade("a\nb")).doesNotContain("\n").hasSize(36);
        assertThat(CorrelationId.takenOrMade("x".repeat(129))).hasSize(36);
        assertThat(CorrelationId.takenOrMade(null)).hasSize(36);
    }
}
