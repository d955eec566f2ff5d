package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What ERP and carriers send: SAP purchase orders and FedEx tracking, in their own formats. */
final class Documents {

    private final Run run;

    Documents(Run run) {
        this.run = run;
    }

    /** One purchase order with so many lines. */
    Sending purchaseOrder(int lines) {
        Company.Supplier supplier = run.anyOf(Company.SUPPLIERS);
        String number = run.number("45");
        Instant day = LocalDate.ofInstant(run.earlier(), ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
        var events = new ArrayList<PlannedEvent>();
        var items = new ArrayList<Map<String, Object>>();
        for (int i = 1; i <= lines; i++) {
            String line = Integer.toString(i * 10);
            var pieces = new BigDecimal(run.between(1, 400));
            var price = new BigDecimal(supplier.price()).add(run.decimal(0, 99, 2));
            items.add(fields("PurchaseOrderItem", line, "Material", "FG" + run.between(100, 999), "Plant",
                    run.anyOf(Company.SITES).id(), "OrderQuantity", pieces.toPlainString(),
                    "PurchaseOrderQuantityUnit", "PC", "NetPriceAmount", price.toPlainString(), "DocumentCurrency",
                    "USD", "PurchaseOrderItemText", supplier.name()));
            events.add(PlannedEvent.of("sap:po:" + number + ":" + line,
                    new Basis.Spent(new Basis.Published("spend.naics." + supplier.naics(), supplier.country(),
                            Run.yearOf(day), pieces.multiply(price), "USD"))));
        }
        String body = Json.of(Map.of("d", fields("PurchaseOrder", number, "PurchaseOrderType", "NB", "CompanyCode",
                "1010", "PurchasingOrganization", "1010", "PurchasingGroup", "001", "Supplier", supplier.id(),
                "DocumentCurrency", "USD", "PurchaseOrderDate", "/Date(" + day.toEpochMilli() + ")/",
                "to_PurchaseOrderItem", Map.of("results", items))));
        return Sending.of(Sending.Door.JSON, "/v1/webhooks/sap", "sap", body, events);
    }

    /** One tracking answer about so many shipments that were just picked up. */
    Sending shipments(int count) {
        var events = new ArrayList<PlannedEvent>();
        var results = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < count; i++) {
            results.add(shipment(events));
        }
        String body = Json.of(Map.of("transactionId", "demo-" + run.tag() + "-" + run.next(), "output",
                Map.of("completeTrackResults", results)));
        return Sending.of(Sending.Door.JSON, "/v1/webhooks/fedex", "fedex", body, events);
    }

    private Map<String, Object> shipment(List<PlannedEvent> events) {
        Company.Site from = run.anyOf(Company.METRIC_SITES);
        String number = run.number("7");
        Instant pickedUpAt = run.earlier();
        boolean isByAir = run.oneIn(4);
        BigDecimal distance = isByAir ? run.decimal(4_000, 30_000, 1) : run.decimal(300, 15_000, 1);
        BigDecimal mass = run.decimal(20, isByAir ? 2_000 : 120_000, 1);
        String activity = !isByAir
                ? "freight.road.hgv"
                : "freight.air.short_haul"; // up to 3,000 km; the gateway's bound is 3,700
        events.add(PlannedEvent.of("fedex:" + number, new Basis.Published(activity, from.country(),
                Run.yearOf(pickedUpAt), mass.movePointLeft(3).multiply(distance), "t.km")));
        return Map.of("trackingNumber", number, "trackResults", List.of(fields("trackingNumberInfo",
                fields("trackingNumber", number, "carrierCode", isByAir ? "FDXE" : "FXFR"), "serviceDetail",
                fields("type", isByAir ? "INTERNATIONAL_PRIORITY" : "FEDEX_FREIGHT_ECONOMY"), "latestStatusDetail",
                fields("code", "PU", "derivedCode", "PU", "statusByLocale", "Picked up"), "shipperInformation",
                fields("address", fields("countryCode", from.country())), "distanceToDestination",
                fields("units", "KM", "value", distance), "packageDetails",
                fields("count", "1", "weightAndDimensions",
                        fields("weight", List.of(fields("unit", "KG", "value", mass.toPlainString())))),
                "dateAndTimes", List.of(fields("type", "ACTUAL_PICKUP", "dateTime", pickedUpAt.toString())))));
    }

    /** A JSON object in the order given. */
    static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
