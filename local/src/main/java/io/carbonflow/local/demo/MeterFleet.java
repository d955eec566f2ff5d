package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.carbonflow.local.api.Api;

/**
 * Tasmota meters, one per site and line. Each has a counter of its own; its first reading tells only where the counter
 * stands, every further one books the difference.
 */
final class MeterFleet {

    private static final int METERS_PER_SITE = 3;

    private final List<Meter> meters = new ArrayList<>();
    private final Run run;

    /**
     * A meter.
     *
     * @param counterKwh where its counter stands before the first reading
     */
    record Meter(String id, Company.Site site, String zone, BigDecimal counterKwh) {

        /** The registration the gateway needs: the zone of its times, its place. */
        String registration() {
            return Json.of(Map.of("id", id, "family", "tasmota", "facility_id", site.id(), "country", site.country(),
                    "time_zone", zone, "cadence_seconds", 300, "measures", "counter"));
        }
    }

    MeterFleet(Run run) {
        this.run = run;
        for (Company.Site site : Company.SITES) {
            for (int line = 1; line <= METERS_PER_SITE; line++) {
                meters.add(
                        new Meter("plug-" + site.id().toLowerCase(java.util.Locale.ROOT) + "-" + line + "-" + run.tag(),
                                site, zoneAt(site, run.start()), run.decimal(1_000_000, 90_000_000, 3)));
            }
        }
    }

    List<Meter> meters() {
        return meters;
    }

    /** So many bookable readings, spread over the meters, each meter's in their order and after its first one. */
    List<Sending> readings(int count) {
        int[] perMeter = new int[meters.size()];
        for (int i = 0; i < count; i++) {
            perMeter[run.random().nextInt(perMeter.length)]++;
        }
        var sendings = new ArrayList<Sending>();
        for (int i = 0; i < perMeter.length; i++) {
            if (perMeter[i] > 0) {
                readings(meters.get(i), perMeter[i], sendings);
            }
        }
        return sendings;
    }

    private void readings(Meter meter, int count, List<Sending> sendings) {
        // One reading a second up to the start of the run: readings of one meter differ in their second.
        Instant first = run.start().truncatedTo(ChronoUnit.SECONDS).minusSeconds(count);
        BigDecimal counter = meter.counterKwh();
        sendings.add(reading(meter, first, counter, List.of()).asContext());
        for (int i = 1; i <= count; i++) {
            BigDecimal consumed = run.decimal(40, 4_800, 3);
            counter = counter.add(consumed);
            Instant time = first.plusSeconds(i);
            var event = PlannedEvent.ofEnergy("tasmota:" + meter.id() + ":" + time,
                    new Basis.Published("electricity.grid",
                            meter.site().country(), Run.yearOf(time), consumed, "kWh"));
            sendings.add(reading(meter, time, counter, List.of(event)));
        }
    }

    private Sending reading(Meter meter, Instant time, BigDecimal counter, List<PlannedEvent> events) {
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneId.of(meter.zone()));
        String body = "{\"Time\":\"" + local + (local.getSecond() == 0 ? ":00" : "") + "\",\"ENERGY\":{\"Total\":"
                + counter.toPlainString() + ",\"Yesterday\":0.000,\"Today\":" + run.decimal(0, 9_999, 3)
                + ",\"Period\":2,\"Power\":" + run.between(100, 9_000) + ",\"Voltage\":" + run.between(228, 239)
                + ",\"Current\":" + run.decimal(100, 40_000, 3) + "}}";
        return Sending.of(Sending.Door.MQTT, run.tenant() + "/tele/" + meter.id() + "/SENSOR", meter.id(), body,
                events);
    }

    /** The site's zone, except near the night its clocks change: there an hour comes twice and a local time says too little. */
    private static String zoneAt(Company.Site site, Instant start) {
        var rules = ZoneId.of(site.zone()).getRules();
        boolean clocksChange = !rules.getOffset(start.minusSeconds(12 * 3600))
            .equals(rules.getOffset(start.plusSeconds(12 * 3600)));
        return clocksChange ? "UTC" : site.zone();
    }

    /** Registers every meter. */
    void register(Api query) {
        for (Meter meter : meters) {
            MasterData.put(query, "/v1/devices/" + meter.id(), meter.registration());
        }
    }
}
