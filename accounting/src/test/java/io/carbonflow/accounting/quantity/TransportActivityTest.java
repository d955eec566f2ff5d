package io.carbonflow.accounting.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportActivityTest {

    @Test
    void multipliesMassByDistanceInTonneKilometres() {
        // When: 87 kg over 423 km, the example of the iLEAP specification
        var activity = TransportActivity.of(Quantity.of("87", "kg"), Quantity.of("423", "km"));

        // Then
        assertThat(activity.amount()).isEqualByComparingTo("36.801");
        assertThat(activity.unit()).isSameAs(Unit.TONNE_KILOMETRE);
    }

    @Test
    void convertsPoundsAndMilesExactly() {
        // When: 2000 lb is a short ton
        var activity = TransportActivity.of(Quantity.of("2000", "lb"), Quantity.of("1", "mi"));

        // Then
        assertThat(activity.amount()).isEqualByComparingTo("1.45997231821056");
    }

    @ParameterizedTest
    @CsvSource({"36.801,t.km,true", "36.8,t.km,true", "37,t.km,true", "36801,kg.km,true", "36.9,t.km,false",
            "3.6801,t.km,false", "36.802,t.km,false"})
    void agreesOnlyWithinTheRoundingOfTheStatedDigits(String stated, String unit, boolean expected) {
        // Given
        var workedOut = Quantity.of("36.801", "t.km");

        // Then
        assertThat(TransportActivity.agrees(Quantity.of(stated, unit), workedOut)).isEqualTo(expected);
    }
}
