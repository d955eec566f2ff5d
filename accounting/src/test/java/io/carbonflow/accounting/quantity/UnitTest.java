package io.carbonflow.accounting.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    /** Definitions: SI, the international yard and pound, the IT Btu, 231 cubic inches, 0.3048 m. */
    @ParameterizedTest
    @CsvSource({"kWh,MJ,3.6", "MWh,kWh,1000", "GJ,MJ,1000", "Btu_IT,J,1055.05585262", "mmBtu,MJ,1055.05585262",
            "mmBtu,therm,10", "therm_EC,MJ,105.5056", "therm_US,MJ,105.4804", "therm,MJ,105.505585262", "toe,GJ,41.868",
            "kcal_IT,kJ,4.1868", "kcal_th,kJ,4.184", "lb,kg,0.45359237", "short_ton,kg,907.18474",
            "short_ton,t,0.90718474", "long_ton,kg,1016.0469088", "t,kg,1000", "short_ton,lb,2000", "mi,km,1.609344",
            "nmi,km,1.852", "yd,m,0.9144", "ft,m,0.3048", "US_gal,L,3.785411784", "imp_gal,L,4.54609",
            "bbl,US_gal,42", "scf,L,28.316846592", "m3,L,1000", "ccf,scf,100", "short_ton.mi,t.km,1.45997231821056",
            "passenger.mi,passenger.km,1.609344", "GWh,Wh,1000000000", "TJ,J,1000000000000", "MW,W,1000000",
            "ha,m2,10000", "day,h,24"})
    void convertsByDefinitionWithoutRounding(String from, String to, BigDecimal expected) {
        // When
        var conversion = Unit.of(from).conversionTo(Unit.of(to));

        // Then
        assertThat(conversion.isExact()).isTrue();
        assertThat(conversion.multiplier()).isEqualByComparingTo(expected);
    }

    @Test
    void keepsARecurringRatioAsARatio() {
        // When
        var conversion = Unit.of("GJ").conversionTo(Unit.of("kWh"));

        // Then
        assertThat(conversion.multiplier()).isEqualByComparingTo("2500");
        assertThat(conversion.divisor()).isEqualByComparingTo("9");
    }

    @Test
    void roundsARecurringQuotientToThirtyFourDigits() {
        // When
        var energy = Quantity.of("1", "mmBtu").in(Unit.KILOWATT_HOUR);

        // Then
        assertThat(energy.amount()).isEqualByComparingTo("293.0710701722222222222222222222222");
        assertThat(Quantity.of("9", "GJ").in(Unit.KILOWATT_HOUR).amount()).isEqualByComparingTo("2500");
    }

    @ParameterizedTest
    @CsvSource({"kwh,kWh", "KWH,kWh", "litre,L", "l,L", "liters,L", "gal,US_gal", "lbs,lb", "tonne,t", "tonnes,t",
            "metric ton,t", "tkm,t.km", "tonne_km,t.km", "pkm,passenger.km", "room_night,room.night", "m³,m3",
            "usd,USD",
            "eur,EUR", "mwh,MWh", "KGM,kg", "LTR,L", "ML,ML", "ml,mL", "MW,MW", "KG,kg", "LB,lb"})
    void knowsWhatPeopleWrite(String text, String code) {
        assertThat(Unit.find(text)).map(Unit::code).contains(code);
    }

    @ParameterizedTest
    @CsvSource({"ton,short_ton", "kcal,kcal_th", "mw,MW", "nm3,m3"})
    void refusesATextWithTwoMeaningsAndSaysWhichToWrite(String text, String advice) {
        assertThat(Unit.find(text)).isEmpty();
        assertThat(Unit.ambiguity(text)).hasValueSatisfying(words -> assertThat(words).contains(advice));
    }

    @Test
    void findsEveryUnitByItsOwnCode() {
        assertThat(Unit.all()).allSatisfy(unit -> assertThat(Unit.of(unit.code())).isSameAs(unit));
    }

    @ParameterizedTest
    @CsvSource({"kW,kWh", "USD,EUR", "room.night,piece", "kg,L", "passenger.km,vehicle.km", "t.km,short_ton"})
    void convertsNothingIntoAnotherThing(String one, String other) {
        assertThat(Unit.of(one).convertsTo(Unit.of(other))).isFalse();
        assertThatThrownBy(() -> Unit.of(one).conversionTo(Unit.of(other))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(one);
    }

    @Test
    void keepsTheDigitsOfAQuantityThatNeedsNoConversion() {
        assertThat(Quantity.of("1.50", "kWh").in(Unit.KILOWATT_HOUR)).hasToString("1.50 kWh");
    }

    @ParameterizedTest
    @CsvSource({"1E+999999999", "0x10", "1_000", "'1,5'", "NaN", "1e400", "''", "'1 '"})
    void readsNothingButPlainDecimalsFromOutside(String text) {
        assertThat(ExactDecimal.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1247.3,1247.3", "-0.5,-0.5", "1e3,1000", "2.50E-2,0.0250", ".5,0.5"})
    void readsDecimalsExactly(String text, BigDecimal expected) {
        assertThat(ExactDecimal.parse(text)).hasValueSatisfying(number -> assertThat(number)
            .isEqualByComparingTo(expected));
    }
}
