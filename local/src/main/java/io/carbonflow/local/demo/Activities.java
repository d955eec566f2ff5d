package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Canonical activities and sensor readings, as JSON objects with what they will weigh. */
final class Activities {

    /** A use of something, with bounds of its amount in units of the last place. */
    private record Use(String kind, String activity, String unit, int lowest, int highest, int places) {}

    private static final List<Use> USES = List.of(new Use("energy", "fuel.diesel", "L", 200, 24_000, 2),
            new Use("energy", "fuel.natural_gas", "kWh", 1_000, 900_000, 2),
            new Use("energy", "fuel.petrol", "L", 100, 6_000, 2),
            new Use("energy", "heat.district", "kWh", 5_000, 400_000, 2),
            new Use("supplier", "travel.air.long_haul.economy", "passenger.km", 6_000, 19_000, 0),
            new Use("supplier", "travel.rail", "passenger.km", 80, 1_900, 0),
            new Use("supplier", "commute.bus", "passenger.km", 10, 400, 1),
            new Use("supplier", "commute.car", "vehicle.km", 40, 900, 1),
            new Use("supplier", "water.supply", "m3", 10, 5_000, 1));
    private static final List<Use> FREIGHT = List.of(new Use("logistics", "freight.road.hgv", "t.km", 500, 90_000, 1),
            new Use("logistics", "freight.rail", "t.km", 5_000, 900_000, 1),
            new Use("logistics", "freight.sea.container", "t.km", 90_000, 4_000_000, 1),
            new Use("logistics", "freight.road.van", "t.km", 10, 4_000, 1));

    private final Run run;

    Activities(Run run) {
        this.run = run;
    }

    /** One activity or reading and what follows from it. */
    record Item(Map<String, Object> json, PlannedEvent event) {}

    Item any() {
        return switch (run.between(0, 9)) {
            case 0, 1, 2 -> freight();
            case 3, 4 -> production();
            default -> use(run.anyOf(USES));
        };
    }

    /** Fuel, heat, travel, commuting, water at a site. */
    private Item use(Use use) {
        Company.Site site = run.anyOf(Company.METRIC_SITES);
        BigDecimal quantity = run.decimal(use.lowest, use.highest, use.places);
        Instant time = run.earlier();
        String id = id();
        var basis = new Basis.Published(use.activity, site.country(), Run.yearOf(time), quantity, use.unit);
        return new Item(
                Documents.fields("id", id, "kind", use.kind, "activity", use.activity, "quantity", quantity, "unit",
                        use.unit, "occurred_at", time.toString(), "source_id", "site-" + site.id(), "facility_id",
                        site.id(), "country", site.country(), "data_quality", "measured"),
                use.kind.equals("energy") ? PlannedEvent.ofEnergy(id, basis) : PlannedEvent.of(id, basis));
    }

    private Item freight() {
        Use leg = run.anyOf(FREIGHT);
        Company.Site site = run.anyOf(Company.METRIC_SITES);
        Company.Supplier supplier = run.anyOf(Company.SUPPLIERS);
        BigDecimal quantity = run.decimal(leg.lowest, leg.highest, leg.places);
        Instant time = run.earlier();
        String id = id();
        boolean isOutbound = run.oneIn(4);
        return new Item(
                Documents.fields("id", id, "kind", leg.kind, "activity", leg.activity, "quantity", quantity, "unit",
                        leg.unit, "occurred_at", time.toString(), "source_id", "tms", "facility_id", site.id(),
                        "supplier_id", supplier.id(), "country", site.country(), "attributes",
                        Map.of("direction", isOutbound ? "outbound" : "inbound", "paid_by",
                                isOutbound ? "customer" : "us")),
                PlannedEvent.of(id,
                        new Basis.Published(leg.activity, site.country(), Run.yearOf(time), quantity, leg.unit)));
    }

    /** A supplier's own figure for what it made for us. */
    private Item production() {
        Company.Supplier supplier = run.anyOf(Company.SUPPLIERS);
        BigDecimal quantity = run.decimal(1_000, 400_000, 2);
        BigDecimal factor = run.decimal(180, 6_400, 3);
        String id = id();
        return new Item(
                Documents.fields("id", id, "kind", "supplier", "activity", "production", "quantity", quantity, "unit",
                        "kg", "occurred_at", run.earlier().toString(), "source_id", "portal-" + supplier.id(),
                        "supplier_id", supplier.id(), "country", supplier.country(), "attributes",
                        Map.of("supplier_factor",
                                Documents.fields("kg_co2e_per_unit", factor, "unit", "kg", "source",
                                        supplier.name() + " declaration"))),
                PlannedEvent.of(id, new Basis.Carried(quantity, factor)));
    }

    /** A sensor reading of this moment; some carry the grid's intensity with them. */
    Item reading() {
        Company.Site site = run.anyOf(Company.SITES);
        BigDecimal energy = run.decimal(100, 90_000, 3);
        Instant time = run.start();
        String id = id();
        var json = Documents.fields("event_id", id, "sensor_id",
                "SM-" + site.id() + "-" + run.between(1, 4), "facility_id", site.id(), "country_iso2", site.country(),
                "energy_kwh", energy, "energy_source", "grid", "timestamp", time.toString());
        var published = new Basis.Published("electricity.grid", site.country(), Run.yearOf(time), energy, "kWh");
        if (run.oneIn(3)) {
            BigDecimal grams = run.decimal(400, 7_200, 1);
            json.put("grid_carbon_intensity_gco2_kwh", grams);
            return new Item(json,
                    new PlannedEvent(id, new Basis.Carried(energy, grams.movePointLeft(3)), Optional.of(published)));
        }
        return new Item(json, PlannedEvent.ofEnergy(id, published));
    }

    private String id() {
        return "demo-" + run.tag() + "-" + run.next();
    }
}
