package io.carbonflow.metering.stream;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.metering.engine.MeterRules;

/**
 * What is known about a device, or about one channel of it.
 *
 * @param zone for its times that come without one; null where none is registered
 * @param type of the activity it measures; null where its code is unknown
 */
record Registration(DeviceRegistration device, ZoneId zone, MeterRules rules, String activity, ActivityType type) {

    static Registration of(DeviceRegistration device) {
        Duration cadence = device.getCadenceSeconds() == null || device.getCadenceSeconds() <= 0 ? null
                : Duration.ofSeconds(device.getCadenceSeconds());
        String activity = device.getActivity() == null ? "electricity.grid" : device.getActivity();
        return new Registration(device, zone(device.getTimeZone()),
                new MeterRules(positive(device.getPowerMaxKw()), positive(device.getCounterMax()), cadence), activity,
                ActivityCatalogue.find(activity).orElse(null));
    }

    String id() {
        return device.getId();
    }

    /** Whether what it measures is known, and is something a meter can measure: no transport and no spend. */
    boolean isOfMeter() {
        return type != null && (type.kind() == ActivityKind.ENERGY || type.kind() == ActivityKind.SUPPLIER);
    }

    boolean measures(String what) {
        return device.getMeasures().equals(what);
    }

    private static BigDecimal positive(String text) {
        try {
            BigDecimal number = text == null ? BigDecimal.ZERO : new BigDecimal(text);
            return number.signum() > 0 ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static ZoneId zone(String text) {
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
