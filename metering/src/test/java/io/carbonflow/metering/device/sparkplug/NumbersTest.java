package io.carbonflow.metering.device.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @ParameterizedTest
    @ValueSource(strings = {"48211.4", "0.1", "215.6", "1E+23", "5E-324", "0.001", "123456789.123", "-12.5", "0"})
    void aDoubleIsTheShortestDecimalThatIsIt(String decimal) {
        assertThat(Numbers.shortest(Double.parseDouble(decimal)).orElseThrow()).isEqualByComparingTo(decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"48211.4", "0.1", "215.6", "16777216", "1E+10", "-3.3"})
    void aFloatIsTheShortestDecimalThatIsIt(String decimal) {
        assertThat(Numbers.shortest(Float.parseFloat(decimal)).orElseThrow()).isEqualByComparingTo(decimal);
    }

    @Test
    void theDecimalIsThatFractionAndNoOther() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            float single = Float.intBitsToFloat(random.nextInt());
            Numbers.shortest(value).ifPresent(decimal -> assertThat(decimal.doubleValue()).isEqualTo(value));
            Numbers.shortest(single).ifPresent(decimal -> assertThat(decimal.floatValue()).isEqualTo(single));
        }
    }

    @Test
    void whatIsNoNumberIsNone() {
        assertThat(Numbers.shortest(Double.NaN)).isEmpty();
        assertThat(Numbers.shortest(Float.NEGATIVE_INFINITY)).isEmpty();
        assertThat(Numbers.of(Metric.newBuilder().setBooleanValue(true).build(), 11)).isEmpty();
        assertThat(Numbers.of(Metric.newBuilder().setStringValue("n/a").build(), 12)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,-5", "2,-5", "3,-5", "7,4294967291", "0,4294967291"})
    void theDatatypeSaysHowTheBitsOfAnIntegerAreMeant(int datatype, String number) {
        assertThat(Numbers.of(Metric.newBuilder().setIntValue(-5).build(), datatype).orElseThrow())
            .isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @CsvSource({"4,-1", "8,18446744073709551615"})
    void aLongIsSignedOrNot(int datatype, String number) {
        assertThat(Numbers.of(Metric.newBuilder().setLongValue(-1).build(), datatype).orElseThrow())
            .isEqualByComparingTo(number);
    }
}
