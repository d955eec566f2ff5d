package io.carbonflow.metering.device.shelly;

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
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.Reading.Value;

class ShellyFamilyTest {

    private final ShellyFamily family = new ShellyFamily();

    private Interpretation notified(String payload) {
        return family.read(frame("shellyem-1/events/rpc", payload), null);
    }

    private Interpretation status(String below, String payload) {
        return family.read(frame("shellyem-1/status" + below, payload), null);
    }

    @Test
    void aPlugCountsInWattHours() {
        var read = notified("""
                {"src":"shellyplugsg3-28372f2c745c","dst":"aiida/1/events","method":"NotifyStatus","params":
                 {"ts":1773420285,"switch:0":{"apower":73.2,"voltage":235.0,"current":0.372,
                 "aenergy":{"total":2067.124},"ret_aenergy":{"total":0.0}}}}""");

        assertThat(read.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.device()).isEqualTo("shellyem-1");
            assertThat(reading.channel()).isEqualTo("switch:0");
            assertThat(reading.at()).isEqualTo(Instant.ofEpochSecond(1773420285));
        });
        assertThat(value(read, Register.IMPORT_COUNTER)).get()
            .extracting(value -> value.amount().toPlainString(), Value::unit)
            .containsExactly("2067.124", "Wh");
        assertThat(value(read, Register.EXPORT_COUNTER)).get().extracting(Value::unit).isEqualTo("Wh");
        assertThat(amount(read, Register.POWER)).isEqualByComparingTo("73.2");
    }

    @Test
    void fractionsOfTheSecondAreKeptExactly() {
        var read = notified(
                "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1755000000.37,\"switch:0\":{\"apower\":1}}}");

        assertThat(read.readings().get(0).at()).isEqualTo(Instant.parse("2025-08-12T12:00:00.370Z"));
    }

    @Test
    void twoChannelsInOneMessageAreTwoMeters() {
        var read = notified("""
                {"src":"shellyemg3-abc","method":"NotifyStatus","params":{"ts":1755000000.0,
                 "em1:0":{"id":0,"current":7.21,"voltage":121.4,"act_power":848.2,"pf":0.97},
                 "em1:1":{"id":1,"current":0.0,"voltage":121.2,"act_power":-12.5,"pf":0.0}}}""");

        assertThat(read.readings()).extracting(Reading::channel).containsExactly("em1:0", "em1:1");
        assertThat(value(read, "em1:0", Register.POWER).amount()).isEqualByComparingTo("848.2");
        assertThat(value(read, "em1:1", Register.POWER).amount()).isEqualByComparingTo("-12.5");
    }

    @Test
    void theEnergyOfAChannelIsOneMeterWithItsPower() {
        var read = notified("""
                {"method":"NotifyFullStatus","params":{"ts":1755000000,"em1:1":{"act_power":10},
                 "em1data:1":{"total_act_energy":6644.90,"total_act_ret_energy":2595.26},
                 "em:0":{"total_act_power":2350.0},"emdata:0":{"total_act":1234567.0,"total_act_ret":7}}}""");

        assertThat(read.readings()).extracting(Reading::channel).containsExactly("em1:1", "em:0");
        assertThat(value(read, "em1:1", Register.IMPORT_COUNTER).amount()).isEqualByComparingTo("6644.90");
        assertThat(value(read, "em1:1", Register.EXPORT_COUNTER).amount()).isEqualByComparingTo("2595.26");
        assertThat(value(read, "em:0", Register.IMPORT_COUNTER).amount()).isEqualByComparingTo("1234567");
        assertThat(value(read, "em:0", Register.EXPORT_COUNTER).amount()).isEqualByComparingTo("7");
    }

    @Test
    void withoutATotalTheThreePhasesAreAddedUp() {
        var power = status("/em:0", "{\"a_act_power\":1200.0,\"b_act_power\":700.5,\"c_act_power\":-450.0}");
        var energy = status("/emdata:0",
                "{\"a_total_act_energy\":1.5,\"b_total_act_energy\":2.25,\"c_total_act_energy\":0}");

        assertThat(amount(power, Register.POWER)).isEqualByComparingTo("1450.5");
        assertThat(amount(energy, Register.IMPORT_COUNTER)).isEqualByComparingTo("3.75");
        assertThat(energy.readings().get(0).channel()).isEqualTo("em:0");
    }

    @Test
    void twoPhasesOfThreeAreNoTotal() {
        assertThat(status("/em:0", "{\"a_act_power\":1200.0,\"b_act_power\":700.5}").context()).isEqualTo("no_energy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"total_act_power\":2350.0,\"a_act_power\":1200.0}",
            "{\"em:0\":{\"total_act_power\":2350.0}}"})
    void aStatusTopicCarriesOneComponentAndNoTime(String payload) {
        var read = status("/em:0", payload);

        assertThat(amount(read, Register.POWER)).isEqualByComparingTo("2350");
        assertThat(read.readings().get(0).at()).isNull();
        assertThat(read.readings().get(0).channel()).isEqualTo("em:0");
    }

    @Test
    void aWholeStatusHasTheTimeOfItsSystemComponent() {
        var read = status("",
                "{\"pm1:0\":{\"apower\":5,\"aenergy\":{\"total\":176.0}},\"sys\":{\"unixtime\":1708946733}}");

        assertThat(amount(read, Register.IMPORT_COUNTER)).isEqualByComparingTo("176");
        assertThat(read.readings().get(0).at()).isEqualTo(Instant.ofEpochSecond(1708946733));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1755000000.0,\"wifi\":{\"rssi\":-60}}}",
            "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1755000000.0,\"switch:0\":{\"id\":0,\"output\":true}}}",
            "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1755000000.0,\"switch:0\":null}}"})
    void aPartialNotificationWithoutEnergyIsContext(String payload) {
        assertThat(notified(payload).context()).isEqualTo("no_energy");
    }

    @Test
    void anEventIsContextEvenIfItRepeatsTheMinutesOfTheCounter() {
        assertThat(
                notified("{\"method\":\"NotifyEvent\",\"params\":{\"ts\":1,\"events\":[{\"component\":\"emdata:0\"}]}}")
                    .context())
            .isEqualTo("event");
    }

    @Test
    void theDevicesTemperatureIsNoActivity() {
        assertThat(notified("{\"method\":\"NotifyStatus\",\"params\":{\"temperature:100\":{\"tC\":21.5,\"tF\":70.7}}}")
            .readings()).singleElement()
            .satisfies(reading -> assertThat(reading.values())
                .extracting(value -> value.register() + " " + value.amount() + ' ' + value.unit())
                .containsExactly("OTHER 21.5 °C"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"foo\":1}|FIELD_MISSING",
            "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":\"now\",\"switch:0\":{\"apower\":1}}}|FIELD_INVALID",
            "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1e30,\"switch:0\":{\"apower\":1}}}|OUT_OF_RANGE",
            "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1,\"switch:0\":{\"apower\":\"x\"}}}|FIELD_INVALID",
            "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1,\"em:0\":{\"a_act_power\":\"x\"}}}|FIELD_INVALID",
            "{\"method\":|MALFORMED"})
    void whatNobodyCanMakeSenseOfIsRefused(String payload, String code) {
        assertThat(notified(payload).refused()).singleElement()
            .satisfies(reason -> assertThat(reason.getCode()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({"shellyem-1/online,true,true", "shellies/shellyem-1/online,false,false"})
    void theLastWillSaysWhoIsOnLine(String topic, String payload, boolean isOnline) {
        assertThat(family.read(frame(topic, payload), null).statuses())
            .containsExactly(new Status("shellyem-1", isOnline));
    }

    @Test
    void aRelayOfTheFirstGenerationCountsWattMinutes() {
        var read = family.read(frame("shellies/shelly1pm-1/relay/0/energy", "1234"), null);

        var counter = value(read, "relay:0", Register.IMPORT_COUNTER);
        assertThat(counter.amount()).isEqualByComparingTo("20.566666667");
        assertThat(counter.unit()).isEqualTo("Wh");
    }

    @ParameterizedTest
    @CsvSource({"emeter/1/total,5000.5,IMPORT_COUNTER,Wh,emeter:1",
            "emeter/1/total_returned,12,EXPORT_COUNTER,Wh,emeter:1", "emeter/0/power,-100.0,POWER,W,emeter:0",
            "relay/0/power,73.2,POWER,W,relay:0", "emeter/0/voltage,230.1,OTHER,V,emeter:0"})
    void theFirstGenerationSendsOneValuePerTopic(String below, String payload, Register register, String unit,
            String channel) {
        var read = family.read(frame("shellies/shellyem-1/" + below, payload), null);

        var value = value(read, channel, register);
        assertThat(value.amount()).isEqualByComparingTo(payload);
        assertThat(value.unit()).isEqualTo(unit);
        assertThat(read.readings().get(0).at()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"emeter/0/energy,12", "emeter/0/returned_energy,3"})
    void theEnergySinceTheLastReportIsNotCountedBesideTheTotal(String below, String payload) {
        assertThat(family.read(frame("shellies/shellyem-1/" + below, payload), null).readings().get(0).values())
            .extracting(Value::register)
            .containsOnly(Register.OTHER);
    }

    @ParameterizedTest
    @CsvSource({"relay/0,on", "announce,{}", "relay/0/overpower_value,n/a"})
    void statesOfTheFirstGenerationAreContext(String below, String payload) {
        assertThat(family.read(frame("shellies/shellyem-1/" + below, payload), null).context()).isEqualTo("no_energy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shellies/shellyem-1/info", "shellies/shellyem-1/status", "shellyem-1/status"})
    void theWholeStatusOfTheFirstGenerationHasBothMeters(String topic) {
        var read = family.read(frame(topic,
                """
                        {"unixtime":1713251703,"emeters":[{"power":100.0,"total":5000.0},
                         {"power":-20,"total":1,"total_returned":9.5,"is_valid":true},{"power":0,"total":0,"is_valid":false}]}"""),
                null);

        assertThat(read.readings()).extracting(Reading::channel).containsExactly("emeter:0", "emeter:1");
        assertThat(value(read, "emeter:0", Register.IMPORT_COUNTER).amount()).isEqualByComparingTo("5000");
        assertThat(value(read, "emeter:1", Register.EXPORT_COUNTER).amount()).isEqualByComparingTo("9.5");
        assertThat(read.readings().get(0).at()).isEqualTo(Instant.ofEpochSecond(1713251703));
    }

    @Test
    void theMetersOfAFirstGenerationRelayCountWattMinutesToo() {
        var read = status("", "{\"unixtime\":0,\"meters\":[{\"power\":73.2,\"total\":60,\"is_valid\":true}]}");

        assertThat(value(read, "relay:0", Register.IMPORT_COUNTER).amount()).isEqualByComparingTo("1");
        assertThat(read.readings().get(0).at()).isNull();
    }

    @Test
    void aSecondGenerationDeviceMayUseTheFirstOnesPrefix() {
        var read = family.read(frame("shellies/plus-1/status/switch:0", "{\"aenergy\":{\"total\":5}}"), null);

        assertThat(amount(read, Register.IMPORT_COUNTER)).isEqualByComparingTo("5");
        assertThat(read.readings().get(0).device()).isEqualTo("plus-1");
    }

    @Test
    void aMangledMessageIsAnsweredToo() {
        Mangled.areAnswered(family, List.of(frame("shellyem-1/events/rpc", """
                {"method":"NotifyStatus","params":{"ts":1755000000.25,"switch:0":{"apower":73.2,"aenergy":{"total":1}},
                 "em:0":{"a_act_power":1,"b_act_power":2,"c_act_power":3},"emdata:0":{"total_act":5}}}"""),
                frame("shellyem-1/status", "{\"emeters\":[{\"power\":1,\"total\":2}],\"meters\":[{\"total\":3}]}"),
                frame("shellyem-1/status/em1:0", "{\"act_power\":1}"),
                frame("shellies/shellyem-1/relay/0/energy", "1234"), frame("shellyem-1/online", "true")));
    }
}
