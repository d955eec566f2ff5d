package io.carbonflow.metering.device.homie;

import static io.carbonflow.metering.device.Frames.RECEIVED_AT;
import static io.carbonflow.metering.device.Frames.amount;
import static io.carbonflow.metering.device.Frames.frame;
import static io.carbonflow.metering.device.Frames.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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

class HomieFamilyTest {

    private final HomieFamily family = new HomieFamily();
    private Instant now = RECEIVED_AT;
    private byte[] session;

    private Interpretation send(String below, String payload) {
        return send("homie/meter-1/" + below, payload, false);
    }

    private Interpretation send(String topic, String payload, boolean isRetained) {
        now = now.plusSeconds(1);
        Interpretation read = family.read(frame(topic, payload.getBytes(StandardCharsets.UTF_8), now, isRetained),
                session);
        session = read.session() == null ? session : read.session();
        return read;
    }

    @ParameterizedTest
    @CsvSource({"kWh,IMPORT_COUNTER,kWh", "Wh,IMPORT_COUNTER,Wh", "W,POWER,W", "kW,POWER,kW", "°C,OTHER,°C",
            "m³,IMPORT_COUNTER,m3", "%,OTHER,%"})
    void theUnitSaysWhatTheValueIs(String unit, Register register, String code) {
        send("main/value/$unit", unit);
        var read = send("main/value", "21.5");

        assertThat(read.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.device()).isEqualTo("meter-1");
            assertThat(reading.at()).isNull();
        });
        assertThat(value(read, register)).get()
            .extracting(value -> value.amount().toPlainString(), Value::unit)
            .containsExactly("21.5", code);
    }

    @Test
    void aValueWaitsUntilItsUnitIsKnown() {
        var early = send("main/total", "100.5");
        var unit = send("main/total/$unit", "kWh");
        var next = send("main/total", "101");

        assertThat(early.context()).isEqualTo("awaiting_unit");
        assertThat(amount(unit, Register.IMPORT_COUNTER)).isEqualByComparingTo("100.5");
        assertThat(unit.readings().get(0).at()).isEqualTo(RECEIVED_AT.plusSeconds(1));
        assertThat(amount(next, Register.IMPORT_COUNTER)).isEqualByComparingTo("101");
        assertThat(next.readings().get(0).channel()).isEqualTo(unit.readings().get(0).channel());
    }

    @Test
    void ofValuesThatWaitForLongTheFirstAndTheLatestAreKept() {
        for (int i = 0; i < 200; i++) {
            send("main/total", Integer.toString(i));
        }
        var unit = send("main/total/$unit", "kWh");

        assertThat(unit.readings()).hasSize(HomieSession.PENDING_MAX);
        assertThat(unit.readings().get(0).values().get(0).amount()).isEqualByComparingTo("0");
        assertThat(unit.readings().get(HomieSession.PENDING_MAX - 1).values().get(0).amount())
            .isEqualByComparingTo("199");
    }

    @Test
    void aReadyDeviceThatSaysNoUnitLeavesItToItsRegistration() {
        var retained = send("homie/meter-1/main/energy", "5", true);
        send("$state", "ready");
        var read = send("main/energy", "5.5");

        assertThat(retained.context()).isEqualTo("awaiting_unit");
        assertThat(read.readings()).extracting(reading -> reading.values().get(0))
            .extracting(value -> value.register() + " " + value.amount() + ' ' + value.unit())
            .containsExactly("IMPORT_COUNTER 5 null", "IMPORT_COUNTER 5.5 null");
    }

    @Test
    void theUnitMayStandInTheNameOfTheProperty() {
        assertThat(amount(send("main/energy-kwh", "7.25"), Register.IMPORT_COUNTER)).isEqualByComparingTo("7.25");
    }

    @Test
    void whatIsFedBackAndPartsOfTheCounterAreKeptApart() {
        send("main/energy/$unit", "kWh");
        send("main/energy-export/$unit", "kWh");
        send("main/energy-today/$unit", "kWh");

        assertThat(value(send("main/energy-export", "3"), Register.EXPORT_COUNTER)).isPresent();
        assertThat(value(send("main/energy-today", "1"), Register.OTHER)).isPresent();
        assertThat(value(send("main/energy", "9"), Register.IMPORT_COUNTER)).isPresent();
    }

    @Test
    void aPropertyThatIsNoNumberIsContext() {
        send("main/energy-saving/$datatype", "boolean");

        assertThat(send("main/energy-saving", "true").context()).isEqualTo("no_energy");
        assertThat(send("main/mode", "auto").context()).isEqualTo("no_energy");
        assertThat(send("main/total", "").context()).isEqualTo("no_energy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "12,5", "on", "1e999"})
    void aCounterThatIsNoNumberIsRefused(String payload) {
        send("main/total/$unit", "kWh");

        assertThat(send("main/total", payload).refused()).singleElement().satisfies(reason -> {
            assertThat(reason.getCode()).isEqualTo("FIELD_INVALID");
            assertThat(reason.getField()).isEqualTo("main/total");
        });
    }

    @Test
    void aCounterBelowZeroIsRefused() {
        send("main/total/$unit", "kWh");

        assertThat(send("main/total", "-1").refused()).singleElement()
            .satisfies(reason -> assertThat(reason.getCode()).isEqualTo("QUANTITY_NEGATIVE"));
    }

    @ParameterizedTest
    @CsvSource({"ready,true", "init,true", "sleeping,true", "alert,true", "disconnected,false", "lost,false"})
    void theStateSaysWhoIsOnLine(String state, boolean isOnline) {
        var read = send("$state", state);

        assertThat(read.context()).isEqualTo("status");
        assertThat(read.statuses()).containsExactly(new Status("meter-1", isOnline));
    }

    @Test
    void versionFiveSaysItsUnitsInOneDocument() {
        send("homie/5/meter-1/main/energy", "100", true);
        var description = send("homie/5/meter-1/$description", """
                {"homie":"5.0","nodes":{"main":{"properties":{"energy":{"datatype":"float","unit":"kWh"},
                 "power":{"datatype":"float","unit":"W"}}}}}""", true);
        var power = send("homie/5/meter-1/main/power", "250.5", false);

        assertThat(amount(description, Register.IMPORT_COUNTER)).isEqualByComparingTo("100");
        assertThat(amount(power, Register.POWER)).isEqualByComparingTo("250.5");
    }

    @Test
    void whatChangesNothingLeavesTheSessionAsItIs() {
        send("main/total/$unit", "kWh");

        assertThat(send("main/total", "1").session()).isNull();
    }

    @Test
    void aMangledMessageIsAnsweredToo() {
        Mangled.areAnswered(family, List.of(frame("homie/meter-1/main/energy/$unit", "kWh"),
                frame("homie/meter-1/main/energy", "12.5"), frame("homie/meter-1/main/other", "12.5"),
                frame("homie/meter-1/$state", "ready"), frame("homie/meter-1/main/energy/$datatype", "float"),
                frame("homie/5/meter-1/$description",
                        "{\"nodes\":{\"main\":{\"properties\":{\"energy\":{\"unit\":\"kWh\"}}}}}")));
    }
}
