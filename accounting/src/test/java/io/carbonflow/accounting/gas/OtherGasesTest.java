package io.carbonflow.accounting.gas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherGasesTest {

    @ParameterizedTest
    @CsvSource({
            // GHG Protocol's tables of AR4, AR5 and AR6
            "HFC-134a:1,              1430, 1300, 1530",
            "SF6:1,                   22800, 23500, 25200",
            "HCFC-22:1,               1810, 1760, 1960",
            // 0.5 * 675 + 0.5 * 3500; 0.5 * 677 + 0.5 * 3170; 0.5 * 771 + 0.5 * 3740
            "HFC-32:0.5;HFC-125:0.5,  2087.5, 1923.5, 2255.5"})
    void followThePotentialsOfTheSet(String gases, BigDecimal ar4, BigDecimal ar5, BigDecimal ar6) {
        var masses = GasMasses.of(OtherGases.parse(gases));

        assertThat(GwpSet.AR4.co2eOf(masses)).isEqualByComparingTo(ar4);
        assertThat(GwpSet.AR5.co2eOf(masses)).isEqualByComparingTo(ar5);
        assertThat(GwpSet.AR6.co2eOf(masses)).isEqualByComparingTo(ar6);
    }

    @ParameterizedTest
    @CsvSource({"hfc134a,HFC-134a", "HFC-134A,HFC-134a", "cf4,CF4", "HCFC22,HCFC-22"})
    void haveOneSpelling(String written, String species) {
        assertThat(OtherGases.parse(written + ":2").kilograms()).containsOnlyKeys(species);
    }

    @ParameterizedTest
    @CsvSource(value = {"HFC-134a", "HFC-134a:0", "HFC-134a:x", "XYZ:1", "SF6:1;SF6:2", ":1", "SF6:1;"})
    void areRefusedWhereTheyAreNotAListOfGases(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OtherGases.parse(text));
    }

    @Test
    void doNotMakeUpWhatAReportDoesNotHave() {
        // Given: AR4 has no potential for HFC-41
        var masses = GasMasses.of(OtherGases.parse("HFC-41:1"));

        // Then
        assertThat(GwpSet.AR4.covers(masses)).isFalse();
        assertThat(GwpSet.AR4.co2ePerUnit(new BigDecimal("135"), GwpSet.AR6, masses)).isEqualByComparingTo("135");
        assertThat(GwpSet.AR5.co2ePerUnit(new BigDecimal("135"), GwpSet.AR6, masses)).isEqualByComparingTo("116");
    }

    @Test
    void areCountedWithTheAmountAndWrittenAsRead() {
        var gases = GasMasses.of(OtherGases.parse("HFC-125:0.5;HFC-32:0.5")).times(new BigDecimal("3"));

        assertThat(gases.other().text()).isEqualTo("HFC-125:1.5;HFC-32:1.5");
    }

    @ParameterizedTest
    @CsvSource({"HFC-134a,true", "CF4,true", "NF3,true", "CFC-12,false", "HCFC-22,false", "Halon-1301,false"})
    void areKyotoGasesOrNot(String species, boolean kyoto) {
        assertThat(GwpSet.isKyotoGas(species)).isEqualTo(kyoto);
    }
}
