package io.carbonflow.metering.device.zigbee2mqtt;

import static io.carbonflow.metering.device.Frames.amount;
import static io.carbonflow.metering.device.Frames.frame;
import static io.carbonflow.metering.device.Frames.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Interpretation.Status;
import io.carbonflow.metering.device.Mangled;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.Reading.Value;

class Zigbee2MqttFamilyTest {

    private final Zigbee2MqttFamily family = new Zigbee2MqttFamily();

    private Interpretation read(String payload) {
        return family.read(frame("zigbee2mqtt/hall 2/press plug", payload), null);
    }

    @Test
    void energyIsACounterInKilowattHoursWithNoTimeButItsArrival() {
        var read = read("""
                {"child_lock":"UNLOCK","current":0,"energy":1.92,"indicator_mode":"off","linkquality":102,"power":0,
                 "power_outage_memory":"off","state":"ON","update_available":null,"voltage":233}""");

        assertThat(read.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.device()).isEqualTo("hall 2/press plug");
            assertThat(reading.at()).isNull();
            assertThat(reading.localTime()).isNull();
        });
        assertThat(value(read, Register.IMPORT_COUNTER)).get()
            .extracting(value -> value.amount().toPlainString(), Value::unit)
            .containsExactly("1.92", "kWh");
        assertThat(amount(read, Register.POWER)).isEqualByComparingTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"energy\":null,\"power\":null,\"state\":\"ON\"}", "{\"state\":\"OFF\"}", "{}"})
    void nullsAreNothing(String payload) {
        assertThat(read(payload).context()).isEqualTo("no_energy");
    }

    @Test
    void producedEnergyIsKeptApart() {
        var read = read("{\"energy\":10.5,\"produced_energy\":4.25,\"power\":-120.5}");

        assertThat(amount(read, Register.EXPORT_COUNTER)).isEqualByComparingTo("4.25");
        assertThat(amount(read, Register.POWER)).isEqualByComparingTo("-120.5");
    }

    @Test
    void theEndpointsOfADeviceAreMetersOfTheirOwn() {
        var read = read("""
                {"energy_l1":215.24,"energy_l2":0.12,"power_l1":269,"power_l2":0,"power_factor_l1":0.01,
                 "power_apparent_l1":272,"produced_energy_l1":0.5}""");

        assertThat(value(read, "l1", Register.IMPORT_COUNTER).amount()).isEqualByComparingTo("215.24");
        assertThat(value(read, "l2", Register.IMPORT_COUNTER).amount()).isEqualByComparingTo("0.12");
        assertThat(value(read, "l1", Register.EXPORT_COUNTER).amount()).isEqualByComparingTo("0.5");
        assertThat(value(read, "l1", Register.POWER).amount()).isEqualByComparingTo("269");
    }

    @Test
    void phasesBesideTheirSumAreNotCountedTwice() {
        var read = read("{\"energy\":30,\"energy_phase_a\":10,\"energy_phase_b\":20}");

        assertThat(amount(read, Register.IMPORT_COUNTER)).isEqualByComparingTo("30");
    }

    @ParameterizedTest
    @CsvSource({"\"2024-04-16T09:15:03+02:00\",2024-04-16T07:15:03Z", "1713251703250,2024-04-16T07:15:03.250Z"})
    void whenTheBridgeHeardTheDeviceIsTheTimeWhereItSaysSo(String lastSeen, Instant at) {
        assertThat(read("{\"energy\":1,\"last_seen\":" + lastSeen + "}").readings().get(0).at()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"N/A\"", "null", "1e300", "{}"})
    void aLastSeenThatIsNoTimeRefusesNothing(String lastSeen) {
        assertThat(read("{\"energy\":1,\"last_seen\":" + lastSeen + "}").readings().get(0).at()).isNull();
    }

    @Test
    void aClimateSensorIsNoActivity() {
        assertThat(read("{\"temperature\":21.5,\"humidity\":40,\"battery\":97}").readings().get(0).values())
            .extracting(value -> value.register() + " " + value.name() + ' ' + value.amount() + ' ' + value.unit())
            .containsExactly("OTHER temperature 21.5 °C", "OTHER humidity 40 %", "OTHER battery 97 %");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"state\":\"online\"}|true", "offline|false", "online|true"})
    void availabilityComesInTwoForms(String payload, boolean isOnline) {
        var read = family.read(frame("zigbee2mqtt/hall 2/press plug/availability", payload), null);

        assertThat(read.statuses()).containsExactly(new Status("hall 2/press plug", isOnline));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"energy\":\"abc\"}|FIELD_INVALID", "{\"energy\":-1}|QUANTITY_NEGATIVE",
            "[1]|MALFORMED", "1.92|MALFORMED", "{\"energy\":NaN}|MALFORMED", "{\"power\":{}}|FIELD_INVALID"})
    void whatNobodyCanMakeSenseOfIsRefused(String payload, String code) {
        assertThat(read(payload).refused()).singleElement()
            .satisfies(reason -> assertThat(reason.getCode()).isEqualTo(code));
    }

    @Test
    void aMangledMessageIsAnsweredToo() {
        Mangled.areAnswered(family, List.of(frame("zigbee2mqtt/plug", """
                {"energy":1.92,"power_l1":3,"last_seen":"2024-04-16T09:15:03+02:00","voltage":233}"""),
                frame("zigbee2mqtt/plug/availability", "{\"state\":\"online\"}")));
    }
}
