package io.carbonflow.accounting.gas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GwpSetTest {

    @ParameterizedTest
    @CsvSource({"AR4,FOSSIL,25", "AR4,NON_FOSSIL,25", "AR4,MIXED,25", "AR5,FOSSIL,30", "AR5,NON_FOSSIL,28",
            "AR5,MIXED,28", "AR6,FOSSIL,29.8", "AR6,NON_FOSSIL,27.0", "AR6,MIXED,27.9"})
    void hasTheMethaneOfEachReportByOrigin(GwpSet set, MethaneOrigin origin, BigDecimal expected) {
        assertThat(set.methane(origin)).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"AR4,298", "AR5,265", "AR6,273"})
    void hasTheNitrousOxideOfEachReport(GwpSet set, BigDecimal expected) {
        assertThat(set.nitrousOxide()).isEqualByComparingTo(expected);
    }

    @Test
    void sumsTheGasesAndLeavesBiogenicCo2Out() {
        // Given: 2 kg CO2, 0.1 kg fossil CH4, 0.01 kg N2O, 5 kg biogenic CO2
        var gases = new GasMasses(new BigDecimal("2"), new BigDecimal("0.1"), MethaneOrigin.FOSSIL,
                new BigDecimal("0.01"), new BigDecimal("5"));

        // Then: 2 + 0.1 x 29.8 + 0.01 x 273 and so on
        assertThat(GwpSet.AR6.co2eOf(gases)).isEqualByComparingTo("7.71");
        assertThat(GwpSet.AR5.co2eOf(gases)).isEqualByComparingTo("7.65");
        assertThat(GwpSet.AR4.co2eOf(gases)).isEqualByComparingTo("7.48");
    }

    @Test
    void roundsAMassHalfEvenAndOnlyWhereAsked() {
        assertThat(Co2eMass.rounded(new BigDecimal("0.0000005")).kilograms()).isEqualByComparingTo("0");
        assertThat(Co2eMass.rounded(new BigDecimal("0.0000015")).kilograms()).isEqualByComparingTo("0.000002");
        assertThatThrownBy(() -> new Co2eMass(new BigDecimal("0.0000015"))).isInstanceOf(ArithmeticException.class);
    }
}
