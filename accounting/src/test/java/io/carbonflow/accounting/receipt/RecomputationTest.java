package io.carbonflow.accounting.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.receipt.Recomputation.Difference;

class RecomputationTest {

    @ParameterizedTest
    @ValueSource(strings = {"grid", "grid_ar4", "carried_intensity", "diesel_in_kwh", "diesel_in_gj_ar5", "freight",
            "freight_by_carrier", "spend", "supplier"})
    void givesTheSameBytesForReceiptsOfTheFirstFormat(String name) {
        // Given
        String receipt = stored(name);

        // Then
        assertThat(Receipt.recompute(receipt)).isEqualTo(receipt);
        assertThat(Recomputation.of(receipt)).isEqualTo(new Recomputation.Same(receipt));
    }

    @Test
    void namesTheMemberThatWasChangedAndItsLine() {
        // Given
        String forged = stored("grid").replace(",\"", ",\n\"")
            .replace("\"kg_co2e\":498.920000", "\"kg_co2e\":49.892000");

        // When
        List<Difference> differences = differences(forged);

        // Then
        assertThat(differences).singleElement().satisfies(difference -> {
            assertThat(difference.path()).isEqualTo("result.kg_co2e");
            assertThat(difference.found()).isEqualTo("49.892000");
            assertThat(difference.expected()).isEqualTo("498.920000");
            assertThat(forged.lines().toList().get(difference.line() - 1)).contains("\"kg_co2e\":49.892000");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\"published_value\":0.4; \"published_value\":0.5; factor.value",
            "\"quantity_received\":1247.3; \"quantity_received\":1247.4; quantity_normalised",
            "\"multiplier\":1; \"multiplier\":2; conversion.multiplier",
            "\"rounding\":\"half_even; \"rounding\":\"half_up; rounding",
            "\"kg_co2e_ar4\":498.920000; \"kg_co2e_ar4\":498.92; result.kg_co2e_ar4"})
    void showsAChangedInputByWhatNoLongerFollows(String original, String changed, String path) {
        assertThat(differences(stored("grid").replace(original, changed))).extracting(Difference::path).contains(path);
    }

    @Test
    void showsAMemberThatWasAddedOrTakenAway() {
        // Given
        String forged = stored("grid").replace("\"format\":1", "\"format\":1,\"fudge\":2")
            .replace("\"divisor\":1,",
                    "");

        // Then
        assertThat(differences(forged)).extracting(Difference::toString)
            .containsExactly("line 1: conversion.divisor is (absent), recomputed 1",
                    "line 1: fudge is 2, recomputed (absent)");
    }

    @Test
    void isIndifferentToWhiteSpaceAndOrder() {
        // Given: the last member first
        String receipt = stored("grid");
        String spread = "{ \"unit_received\": \"kWh\",\n"
                + receipt.substring(1).replace(",\"unit_received\":\"kWh\"", "\n");

        // Then
        assertThat(Recomputation.of(spread)).isEqualTo(new Recomputation.Same(receipt));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "1", "null", "{\"format\":99}", "{\"format\":\"one\"}", "{\"format\":1}",
            "{\"format\":1e30}", "not json"})
    void saysWhatIsNoReceipt(String text) {
        assertThat(Recomputation.of(text)).isInstanceOf(Recomputation.NotAReceipt.class);
    }

    private static List<Difference> differences(String receipt) {
        return Recomputation.of(receipt).fold(same -> List.of(), Recomputation.Differs::differences, no -> {
            throw new AssertionError(no.reason());
        });
    }

    private static String stored(String name) {
        try (var resource = RecomputationTest.class.getResourceAsStream("format1/" + name + ".json")) {
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
