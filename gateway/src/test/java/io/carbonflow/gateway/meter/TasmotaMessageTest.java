package io.carbonflow.gateway.meter;

import static io.carbonflow.intake.contract.Samples.reasonsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Times;

class TasmotaMessageTest {

    private static final String SENSOR = """
            {"Time":"2024-04-16T09:15:03","ENERGY":{"TotalStartTime":"2023-11-13T19:36:00","Total":235.645,
             "Yesterday":0.000,"Today":0.015,"Period":2,"Power":24,"ApparentPower":24,"ReactivePower":0,
             "Factor":1,"Voltage":237,"Current":0.099}}""";

    private final Reasons reasons = new Reasons();

    private TasmotaMessage message(String json) {
        return new TasmotaMessage(Samples.json(json), reasons);
    }

    private Instant timeOf(String json, String zone) {
        var device = new DeviceRegistration();
        device.setTimeZone(zone);
        return message(json).time(device, Times.at(Instant.parse("2025-11-03T10:00:00Z"), Samples.CONFIG));
    }

    @Test
    void readsTheCounterExactly() {
        assertThat(message(SENSOR).totalKwh()).isEqualTo("235.645");
        assertThat(message("{\"StatusSNS\":" + SENSOR + "}").totalKwh()).isEqualTo("235.645");
    }

    @Test
    void addsThePhasesUp() {
        assertThat(message("{\"ENERGY\":{\"Total\":[1.100,2.200,3.300]}}").totalKwh()).isEqualByComparingTo("6.6");
    }

    @Test
    void readsTheFrenchUtilityMetersVariant() {
        assertThat(message("{\"ENERGY\":{\"Total\":7970.903},\"TIC\":{\"BASE\":\"007970903\",\"PAPP\":\"00860\"}}")
            .totalKwh()).isEqualTo("7970.903");
    }

    @Test
    void givesATimeWithoutZoneTheZoneOfItsDevice() {
        assertThat(timeOf(SENSOR, "Europe/Berlin")).isEqualTo("2024-04-16T07:15:03Z");
    }

    @Test
    void refusesATimeWithoutZoneOfADeviceWithoutOne() {
        assertThat(timeOf(SENSOR, null)).isNull();
        assertThat(reasonsOf(reasons.refusal(null, null))).containsExactly("TIMESTAMP_WITHOUT_ZONE Time");
    }

    @Test
    void refusesAClockThatWasNeverSet() {
        assertThat(timeOf("{\"Time\":\"1970-01-01T00:33:28\"}", "Europe/Berlin")).isNull();
        assertThat(reasonsOf(reasons.refusal(null, null))).containsExactly("OUT_OF_RANGE Time");
    }

    @Test
    void asksForTheCounterWhereThereIsNone() {
        assertThat(message("{\"ENERGY\":{\"Power\":24}}").totalKwh()).isNull();
        assertThat(reasonsOf(reasons.refusal(null, null))).containsExactly("FIELD_MISSING ENERGY.Total");
    }

    @Test
    void knowsAThermometerFromAMeter() {
        assertThat(message("{\"Time\":\"2024-04-16T09:15:03\",\"AM2301\":{\"Temperature\":21.5}}").hasEnergy())
            .isFalse();
    }
}
