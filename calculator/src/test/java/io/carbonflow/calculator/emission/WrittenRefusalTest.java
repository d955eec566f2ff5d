package io.carbonflow.calculator.emission;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.contracts.avro.Reason;

class WrittenRefusalTest {

    private static final Instant NOW = Instant.parse("2025-11-03T10:00:05Z");
    private static final RawCoordinates RAW = new RawCoordinates("raw.iot.energy", 3, 42L);

    @Test
    void marksWhatWaitsForARuleAsHeld() {
        // When
        DeadLetter letter = WrittenRefusal.held(anActivity().build(), RAW, List.of(new Refusal(
                RefusalCode.ATTRIBUTION_NOT_FOUND, "activity", "no rule")), NOW);

        // Then
        assertThat(letter.getHeld()).isTrue();
        assertThat(letter.getReasons()).extracting(Reason::getCode).containsExactly("ATTRIBUTION_NOT_FOUND");
        assertThat(letter.getRaw()).isEqualTo(RAW);
    }

    @Test
    void countsWhatCannotBeCalculatedAsRefused() {
        // When
        DeadLetter letter = WrittenRefusal.of(anActivity().build(), RAW, List.of(
                new Refusal(RefusalCode.METHODOLOGY_NOT_FOUND, "activity", "none applies"),
                new Refusal(RefusalCode.FIELD_MISSING, "quantity", "quantity is missing")), NOW);

        // Then: in the order of the reason codes
        assertThat(letter.getHeld()).isFalse();
        assertThat(letter.getReasons()).extracting(Reason::getCode)
            .containsExactly("FIELD_MISSING", "METHODOLOGY_NOT_FOUND");
    }

    @Test
    void hasAReasonOnTheWireForEveryRefusal() {
        for (RefusalCode code : RefusalCode.values()) {
            assertThat(ReasonCode.values()).extracting(ReasonCode::name).contains(code.name());
        }
    }
}
