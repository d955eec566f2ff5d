package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.testsupport.EmissionBuilder;

class ExaminationTest {

    @Test
    void findsNoFaultInWhatTheCalculatorWrites() {
        assertThat(Examination.faultOf(emission().result("1", 2, null, "location_based")
            .result("2", 3, 4, "distance_based")
            .build())).isEmpty();
    }

    @Test
    void refusesAQuantityThatIsNoPlainDecimal() {
        assertThat(faultIn(with("1E+999999999"))).contains("quantity");
        assertThat(faultIn(with("many"))).contains("many");
    }

    @Test
    void refusesEventsWithoutExactlyOneOfficialResult() {
        var twice = emission().result("1", 2, null, "a").result("2", 2, null, "b").build();
        twice.getResults().get(1).setOfficial(true);

        assertThat(faultIn(twice)).contains("exactly one result is official, found 2 of 2");
    }

    @Test
    void refusesACategoryThatDoesNotFitTheScope() {
        assertThat(faultIn(emission().result("1", 3, null, "a").build())).contains("scope");
        assertThat(faultIn(emission().result("1", 2, 4, "a").build())).contains("scope");
        assertThat(faultIn(emission().result("1", 3, 16, "a").build())).contains("16");
        assertThat(faultIn(emission().result("1", 4, null, "a").build())).contains("4");
    }

    @Test
    void refusesTheSameResultTwice() {
        assertThat(faultIn(emission().result("1", 2, null, "a").result("2", 2, null, "a").build()))
            .contains("unique");
    }

    @Test
    void refusesTimesThatNoCalendarWritesWithFourDigits() {
        var emission = emission().build();
        emission.setOccurredAt(Instant.parse("+10000-01-01T00:00:00Z"));

        assertThat(faultIn(emission)).contains("years 1 to 9999");
    }

    private static EmissionBuilder emission() {
        return anEmissionOf(anActivity().build());
    }

    private static CalculatedEmission with(String quantity) {
        var emission = emission().build();
        emission.setQuantity(quantity);
        return emission;
    }

    private static String faultIn(CalculatedEmission emission) {
        return Examination.faultOf(emission).orElseThrow().detail();
    }
}
