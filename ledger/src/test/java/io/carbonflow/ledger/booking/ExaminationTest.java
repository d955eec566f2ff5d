package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.EmissionResult;
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
    void findsNoFaultInACancelAndInTrustAsTheMeteringStageStatesIt() {
        for (String trust : List.of("0", "0.5", "0.93", "1", "1.00")) {
            var version = emission().result("1", 2, null, "location_based").build();
            version.setRevision("1");
            version.setSourceTrust(trust);
            assertThat(Examination.faultOf(version)).as(trust).isEmpty();
        }
        assertThat(Examination.faultOf(cancel())).isEmpty();
    }

    @Test
    void refusesWhatIsNoVersionAndTrustThatIsNone() {
        var withResults = cancel();
        withResults.setResults(emission().result("1", 2, null, "location_based").build().getResults());
        var withoutRevision = cancel();
        withoutRevision.setRevision(null);
        var unknown = cancel();
        unknown.setOperation("undo");
        var nameless = cancel();
        nameless.setRevision("");
        var overTrusted = emission().result("1", 2, null, "location_based").build();
        overTrusted.setSourceTrust("1.01");

        assertThat(faultIn(withResults)).contains("what is cancelled has no results, found 1");
        assertThat(faultIn(withoutRevision)).contains("cancel without one");
        assertThat(faultIn(unknown)).contains("found undo");
        assertThat(faultIn(nameless)).contains("1 to 500 characters, found 0");
        assertThat(faultIn(overTrusted)).contains("found 1.01");
    }

    private static CalculatedEmission cancel() {
        var cancel = emission().result("1", 2, null, "location_based").build();
        cancel.setResults(List.of());
        cancel.setOperation("cancel");
        cancel.setRevision("2");
        return cancel;
    }

    @Test
    void findsNoFaultInOneOfficialResultPerPartAndElement() {
        var emission = emission();
        for (String leg : List.of("leg-1", "leg-2")) {
            emission.result("1", 3, 4, "distance_based").where(inElement(leg, true));
            emission.result("2", 3, 4, "spend_based").where(inElement(leg, false));
            emission.derived("well_to_tank", "0.1", "average_data").where(inElement(leg, true));
        }
        emission.derived("well_to_tank", "0.2", "spend_based")
            .where(inElement("leg-1", false))
            .derived("transmission_and_distribution", "0.3", "average_data");

        assertThat(Examination.faultOf(emission.build())).isEmpty();
    }

    @Test
    void findsNoFaultInADerivedPartThatThePolicyLeavesOut() {
        assertThat(Examination.faultOf(emission().result("1", 1, null, "fuel_based")
            .derived("well_to_tank", "0.1", "average_data")
            .where(result -> result.setOfficial(false))
            .build())).isEmpty();
    }

    @Test
    void refusesEventsWithoutExactlyOneOfficialResultOfTheirOwn() {
        var twice = emission().result("1", 2, null, "a").result("2", 2, null, "b").build();
        twice.getResults().get(1).setOfficial(true);
        var none = emission().result("1", 2, null, "a").where(result -> result.setOfficial(false)).build();
        var derivedOnly = emission().derived("well_to_tank", "1", "a").build();
        var legWithout = emission().result("1", 3, 4, "a")
            .where(inElement("leg-1", true))
            .result("1", 3, 4, "a")
            .where(inElement("leg-2", false));

        assertThat(faultIn(twice)).contains("exactly one result is official", "found 2 of part activity");
        assertThat(faultIn(none)).contains("found 0 of part activity");
        assertThat(faultIn(derivedOnly)).contains("found none of part activity");
        assertThat(faultIn(legWithout.build())).contains("found 0 of part activity and element leg-2");
    }

    @Test
    void refusesADerivedPartThatCountsTwice() {
        assertThat(faultIn(emission().result("1", 1, null, "a")
            .derived("well_to_tank", "1", "a")
            .derived("well_to_tank", "1", "b")
            .build())).contains("at most one result is official", "found 2 of part well_to_tank and element null");
    }

    @Test
    void refusesAPartNobodyKnows() {
        assertThat(faultIn(emission().result("1", 1, null, "a").derived("cradle", "1", "a").build()))
            .contains("found cradle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.9", "5.1", "1", "1.05", "1E0", "-1.0", "good", ""})
    void refusesAQualityScoreOutsideOfOneToFive(String score) {
        assertThat(faultIn(emission().result("1", 2, null, "a").where(one -> one.setQualityScore(score)).build()))
            .contains("quality_score is 1.0 to 5.0");
    }

    @Test
    void refusesMarksAndRangesThatCannotBe() {
        assertThat(faultIn(emission().result("1", 2, null, "a").where(one -> one.setPcaf(6)).build()))
            .contains("pcaf is 1 to 5, found 6");
        assertThat(faultIn(emission().result("1", 2, null, "a").where(one -> one.setMethodologyVersion(0)).build()))
            .contains("methodology_version is 1 or more, found 0");
        assertThat(faultIn(emission().result("1", 2, null, "a")
            .where(one -> one.setKgCo2eLow(new BigDecimal("0.900000")))
            .build())).contains("two ends");
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

    private static Consumer<EmissionResult> inElement(String element, boolean official) {
        return result -> {
            result.setElement(element);
            result.setOfficial(official);
            result.setResultKey(result.getResultKey() + "@" + element);
        };
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
