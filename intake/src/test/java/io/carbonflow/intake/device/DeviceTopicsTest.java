package io.carbonflow.intake.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTopicsTest {

    @ParameterizedTest
    @CsvSource({
            "tele/plug-1/SENSOR, TASMOTA, plug-1",
            "tele/plug-1/LWT, TASMOTA, plug-1",
            "stat/plug-1/STATUS8, TASMOTA, plug-1",
            "stat/plug-1/STATUS10, TASMOTA, plug-1",
            "shellyplugsg3-28372f2c745c/events/rpc, SHELLY, shellyplugsg3-28372f2c745c",
            "shellypro3em-abc/status/em:0, SHELLY, shellypro3em-abc",
            "shellypro3em-abc/status, SHELLY, shellypro3em-abc",
            "shellypro3em-abc/online, SHELLY, shellypro3em-abc",
            "shellies/shellyem-B9E5/emeter/0/total, SHELLY, shellyem-B9E5",
            "shellies/shellyem-B9E5/online, SHELLY, shellyem-B9E5",
            "zigbee2mqtt/press plug, ZIGBEE2MQTT, press plug",
            "zigbee2mqtt/hall 2/row 3/plug, ZIGBEE2MQTT, hall 2/row 3/plug",
            "zigbee2mqtt/hall 2/plug/availability, ZIGBEE2MQTT, hall 2/plug",
            "zigbee2mqtt/x/status/y, ZIGBEE2MQTT, x/status/y",
            "spBv1.0/EnergyCo/NBIRTH/substation-7, SPARKPLUG, EnergyCo/substation-7",
            "spBv1.0/EnergyCo/DDATA/substation-7/meter-01, SPARKPLUG, EnergyCo/substation-7",
            "homie/super-car/engine/temperature, HOMIE, super-car",
            "homie/super-car/engine/temperature/$unit, HOMIE, super-car",
            "homie/super-car/$state, HOMIE, super-car",
            "homie/5/meter/main/energy, HOMIE, meter",
            "homie/5/meter/$description, HOMIE, meter",
            "homie/5/main/energy, HOMIE, 5",
            "homie/5/main/energy/$unit, HOMIE, 5",
            "homie/status/status/power, HOMIE, status"})
    void namesTheDeviceOfItsTopic(String topic, Family family, String device) {
        assertThat(DeviceTopics.of(topic)).contains(new DeviceTopic(family, device));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tele/plug-1/STATE", "tele//SENSOR", "tele/a/b/SENSOR", "stat/plug-1/RESULT",
            "cmnd/plug-1/POWER", "zigbee2mqtt/bridge/state", "zigbee2mqtt/plug/set", "zigbee2mqtt/plug/get/state",
            "zigbee2mqtt", "spBv1.0/EnergyCo/NCMD/substation-7", "spBv1.0/EnergyCo/DCMD/substation-7/meter-01",
            "spBv1.0/STATE/scada", "spBv1.0/EnergyCo/DDATA/substation-7", "spBv1.0/EnergyCo/NDATA/node/device",
            "homie/super-car/$name", "homie/super-car/engine/$properties", "homie/super-car/engine/temperature/set",
            "homie/5/meter/main/energy/set", "homie/$broadcast/alert", "homie/super-car/$fw/name",
            "shellies/announce", "shellies/command", "shellies/shellyem-B9E5/relay/0/command", "x/events/other",
            "x/rpc", "readings", "", "/", "x/online/y"})
    void takesNothingThatNoDeviceSays(String topic) {
        assertThat(DeviceTopics.of(topic)).isEmpty();
    }

    @Test
    void takesNoDeviceWhoseNameIsLongerThanAnIdMayBe() {
        assertThat(DeviceTopics.of("tele/" + "x".repeat(201) + "/SENSOR")).isEmpty();
    }

    @Test
    void whatIsSubscribedToOnItsOwnIsOnlyWhatIsRetained() {
        assertThat(DeviceTopics.retainedFilters()).contains("homie/+/+/+/$unit").doesNotContain("homie/#");
    }
}
