package io.carbonflow.metering.device.tasmota;

import static io.carbonflow.metering.device.Frames.amount;
import static io.carbonflow.metering.device.Frames.frame;
import static io.carbonflow.metering.device.Frames.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Interpretation.Status;
import io.carbonflow.metering.device.Mangled;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.Reading.Value;

class TasmotaFamilyTest {

    private static final String TOPIC = "tele/plug-1/SENSOR";
    private final TasmotaFamily family = new TasmotaFamily();

    private Interpretation read(String payload) {
        return family.read(frame(TOPIC, payload), null);
    }

    @Test
    void totalIsTheCounterInKilowattHoursAndPowerIsInWatts() {
        var read = read("""
                {"Time":"2024-04-16T09:15:03","ENERGY":{"TotalStartTime":"2023-11-13T19:36:00","Total":235.645,
                 "Yesterday":0.000,"Today":0.015,"Period":2,"Power":24,"ApparentPower":24,"ReactivePower":0,
                 "Factor":1,"Voltage":237,"Current":0.099}}""");

        var reading = read.readings().get(0);
        assertThat(read.readings()).hasSize(1);
        assertThat(reading.device()).isEqualTo("plug-1");
        assertThat(reading.channel()).isNull();
        assertThat(value(read, Register.IMPORT_COUNTER)).get()
            .extracting(value -> value.amount().toPlainString(), Value::unit)
            .containsExactly("235.645", "kWh");
        assertThat(value(read, Register.POWER)).get()
            .extracting(value -> value.amount().toPlainString(), Value::unit)
            .containsExactly("24", "W");
        assertThat(reading.values()).filteredOn(value -> value.register() == Register.OTHER)
            .extracting(Value::name)
            .contains("ENERGY.Today", "ENERGY.Voltage", "ENERGY.Period");
    }

    @Test
    void aTimeWithoutAZoneIsLeftToTheRegistration() {
        var reading = read("{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Total\":1}}").readings().get(0);

        assertThat(reading.at()).isNull();
        assertThat(reading.localTime()).isEqualTo(LocalDateTime.parse("2024-04-16T09:15:03"));
    }

    @Test
    void aTimeWithAnOffsetIsThatInstant() {
        var reading = read("{\"Time\":\"2024-04-16T09:15:03+02:00\",\"ENERGY\":{\"Total\":1}}").readings().get(0);

        assertThat(reading.at()).isEqualTo(Instant.parse("2024-04-16T07:15:03Z"));
        assertThat(reading.localTime()).isNull();
    }

    @Test
    void aClockThatWasNeverSetIsStillATime() {
        assertThat(read("{\"Time\":\"1970-01-01T00:33:28\",\"ENERGY\":{\"Total\":1}}").readings().get(0).localTime())
            .isEqualTo(LocalDateTime.parse("1970-01-01T00:33:28"));
    }

    @Test
    void theSameObjectArrivesWrappedAsTheAnswerToACommand() {
        var read = family.read(frame("stat/plug-1/STATUS8",
                "{\"StatusSNS\":{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Total\":7.5}}}"), null);

        assertThat(amount(read, Register.IMPORT_COUNTER)).isEqualByComparingTo("7.5");
        assertThat(read.readings().get(0).device()).isEqualTo("plug-1");
    }

    @Test
    void theThreePhasesOfAMeterAreOneCounter() {
        var read = read("""
                {"Time":"2024-04-16T09:15:03","ENERGY":{"Total":[10.5,20.25,0.005],"Power":[100,-30,5],
                 "ExportActive":[1.5,0,0.5],"Voltage":[230,231,229]}}""");

        assertThat(amount(read, Register.IMPORT_COUNTER)).isEqualByComparingTo("30.755");
        assertThat(amount(read, Register.POWER)).isEqualByComparingTo("75");
        assertThat(amount(read, Register.EXPORT_COUNTER)).isEqualByComparingTo("2");
        assertThat(read.readings().get(0).values()).extracting(Value::name).contains("ENERGY.Voltage[1]");
    }

    @Test
    void whatIsFedBackIsACounterOfItsOwn() {
        var read = read("{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Total\":12.5,\"ExportActive\":3.25}}");

        assertThat(amount(read, Register.IMPORT_COUNTER)).isEqualByComparingTo("12.5");
        assertThat(amount(read, Register.EXPORT_COUNTER)).isEqualByComparingTo("3.25");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"Total\":0.018,\"TotalTariff\":[0.000,0.017]}     | 0.018",
            "{\"TotalTariff\":[1.25,0.017]}                      | 1.267",
            "{\"Total\":null,\"TotalTariff\":[1.25,0.017]}       | 1.267"})
    void tariffsArePartsOfTheTotalAndStandForItOnlyWhereItIsMissing(String energy, String total) {
        var read = read("{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":" + energy + "}");

        assertThat(amount(read, Register.IMPORT_COUNTER)).isEqualByComparingTo(total);
    }

    @Test
    void theFrenchMetersOwnWattHourCounterIsNotReadBesideTheTotal() {
        var read = read("""
                {"Time":"2024-04-16T09:15:03","ENERGY":{"Total":7970.903,"Power":860},
                 "TIC":{"BASE":"007970903","PAPP":"00860"}}""");

        assertThat(read.readings()).singleElement()
            .satisfies(reading -> assertThat(reading.values()).hasSize(2));
        assertThat(amount(read, Register.IMPORT_COUNTER)).isEqualByComparingTo("7970.903");
    }

    @Test
    void aThermometerIsNoActivity() {
        var read = read("""
                {"Time":"2024-04-16T09:15:03","DS18B20":{"Id":"01","Temperature":21.5},
                 "SI7021":{"Temperature":20.1,"Humidity":48.2,"DewPoint":8.9},"TempUnit":"C"}""");

        assertThat(read.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.values()).extracting(Value::register).containsOnly(Register.OTHER);
            assertThat(reading.values()).extracting(value -> value.name() + ' ' + value.amount() + ' ' + value.unit())
                .containsExactly("DS18B20.Temperature 21.5 °C", "SI7021.Temperature 20.1 °C",
                        "SI7021.Humidity 48.2 %", "SI7021.DewPoint 8.9 °C");
        });
    }

    @Test
    void aMessageWithoutAnyNumberIsContext() {
        assertThat(read("{\"Time\":\"2024-04-16T09:15:03\",\"Switch1\":\"ON\"}").context()).isEqualTo("no_energy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Voltage\":230}}             | FIELD_MISSING | ENERGY.Total",
            "{\"ENERGY\":{\"Total\":1}}                                                  | FIELD_MISSING | Time",
            "{\"Time\":\"yesterday\",\"ENERGY\":{\"Total\":1}}                           | FIELD_INVALID | Time",
            "{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Total\":\"n/a\"}}           | FIELD_INVALID | ENERGY.Total",
            "{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Total\":-1}}                | QUANTITY_NEGATIVE | ENERGY.Total",
            "{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Total\":[1,-1]}}            | QUANTITY_NEGATIVE | ENERGY.Total[1]",
            "{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Total\":1e300}}             | OUT_OF_RANGE | ENERGY.Total",
            "{\"Time\":\"2024-04-16T09:15:03\",\"ENERGY\":{\"Total\":1,\"Power\":\"x\"}} | FIELD_INVALID | ENERGY.Power"})
    void whatNobodyCanMakeSenseOfIsRefusedNamingTheField(String payload, String code, String field) {
        assertThat(read(payload).refused()).singleElement().satisfies(reason -> {
            assertThat(reason.getCode()).isEqualTo(code);
            assertThat(reason.getField()).isEqualTo(field);
        });
    }

    @ParameterizedTest
    @CsvSource({"Online,true", "Offline,false"})
    void theLastWillSaysWhoIsOnLine(String text, boolean isOnline) {
        var read = family.read(frame("tele/plug-1/LWT", text), null);

        assertThat(read.context()).isEqualTo("status");
        assertThat(read.statuses()).containsExactly(new Status("plug-1", isOnline));
    }

    @Test
    void aMangledMessageIsAnsweredToo() {
        Mangled.areAnswered(family, List.of(frame(TOPIC, """
                {"Time":"2024-04-16T09:15:03","ENERGY":{"Total":[10.5,20.25],"TotalTariff":[0.000,0.017],"Power":24,
                 "Voltage":237},"DS18B20":{"Temperature":21.5}}"""),
                frame("stat/plug-1/STATUS8", "{\"StatusSNS\":{\"Time\":\"2024-04-16T09:15:03\"}}"),
                frame("tele/plug-1/LWT", "Online")));
    }
}
