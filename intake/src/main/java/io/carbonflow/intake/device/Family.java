package io.carbonflow.intake.device;

import java.util.List;

/** A family of devices that share their topics and payloads. All topics are below the tenant's prefix. */
public enum Family {

    TASMOTA("tasmota", List.of("tele/+/SENSOR", "tele/+/LWT", "stat/+/STATUS8", "stat/+/STATUS10"), List.of()),
    SHELLY("shelly", List.of("+/events/rpc", "+/status/#", "+/online", "shellies/#"), List.of()),
    ZIGBEE2MQTT("zigbee2mqtt", List.of("zigbee2mqtt/#"), List.of()),
    SPARKPLUG("sparkplug", List.of("spBv1.0/#"), List.of()),
    HOMIE("homie", List.of("homie/#"),
            List.of("homie/+/+/+/$unit", "homie/+/+/+/$datatype", "homie/5/+/$description", "homie/+/$state"));

    private final String wireName;
    private final List<String> filters;
    private final List<String> retainedFilters;

    Family(String wireName, List<String> filters, List<String> retainedFilters) {
        this.wireName = wireName;
        this.filters = filters;
        this.retainedFilters = retainedFilters;
    }

    /** As it stands in frames and registrations: {@code tasmota}, {@code shelly} and so on. */
    public String wireName() {
        return wireName;
    }

    /** The MQTT topic filters that together match every message of the family's devices, and some of others. */
    public List<String> filters() {
        return filters;
    }

    /**
     * What has to be subscribed to on its own besides where the other filters are shared: a broker sends no retained
     * message to a shared subscription, and these say once, at the device's start, what later values mean.
     */
    public List<String> retainedFilters() {
        return retainedFilters;
    }
}
