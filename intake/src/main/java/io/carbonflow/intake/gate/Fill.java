package io.carbonflow.intake.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.intake.contract.ActivityValues;
import io.carbonflow.intake.contract.Fields;
import io.carbonflow.intake.document.DocumentFields;

/**
 * What an item leaves out and the gate fills in.
 *
 * @param field which field; only one that is absent is filled, but for {@code data_quality}, which is replaced
 * @param from  {@code device} or {@code supplier}, in the order in which they are asked; empty for a fixed value
 * @param value the fixed value; null where it comes from a registration
 */
record Fill(String field, List<String> from, String value) {

    private static final List<String> SOURCES = List.of("device", "supplier");
    private static final List<String> QUALITIES = List.of("measured", "supplier_given", "calculated", "imputed");
    private static final Map<String, BiConsumer<RawActivity, String>> SETTERS = Map.of(
            "country", RawActivity::setCountry, "subdivision", RawActivity::setSubdivision,
            "facility_id", RawActivity::setFacilityId, "supplier_id", RawActivity::setSupplierId,
            "data_quality", RawActivity::setDataQuality);
    private static final Map<String, Function<DeviceRegistration, String>> OF_DEVICE = Map.of(
            "country", DeviceRegistration::getCountry, "subdivision", DeviceRegistration::getSubdivision,
            "facility_id", DeviceRegistration::getFacilityId, "supplier_id", DeviceRegistration::getSupplierId);
    private static final Map<String, Function<SupplierRegistration, String>> OF_SUPPLIER = Map.of(
            "country", SupplierRegistration::getCountry);

    Fill {
        from = List.copyOf(from);
    }

    static List<Fill> read(DocumentFields set) {
        var fills = new ArrayList<Fill>();
        for (String field : set.names()) {
            if (!SETTERS.containsKey(field)) {
                set.fault(field, "a field that is not filled in",
                        "one of " + SETTERS.keySet().stream().sorted().toList());
                continue;
            }
            set.object(field).ifPresent(how -> fills.add(read(field, how)));
        }
        return List.copyOf(fills);
    }

    private static Fill read(String field, DocumentFields how) {
        boolean isOne = how.node("from").isTextual();
        List<String> from = isOne ? how.word("from", SOURCES).map(List::of).orElse(List.of()) : how.texts("from");
        if (!SOURCES.containsAll(from)) {
            how.fault("from", "device, supplier, or both in an array");
        }
        String value = how.text("value").orElse(null);
        if (from.isEmpty() == (value == null) && !(how.has("from") || how.has("value"))) {
            how.fault("value", "a text, or from");
        }
        boolean isSound = value == null || switch (field) {
            case "country" -> Fields.isCountry(value);
            case "data_quality" -> QUALITIES.contains(value);
            default -> true;
        };
        if (!isSound) {
            how.fault("value", field.equals("country") ? "a country of ISO 3166-1 alpha-2 such as DE"
                    : "one of " + String.join(", ", QUALITIES));
        }
        return new Fill(field, from, value);
    }

    /** Fills the field where it is empty; what was filled in, in words. */
    Optional<String> into(RawActivity item, Registrations registrations) {
        String present = ActivityValues.text(item, field);
        if (present != null && !field.equals("data_quality")) {
            return Optional.empty();
        }
        if (value != null) {
            return set(item, value, "the gate", present);
        }
        for (String source : from) {
            Optional<String> found = source.equals("device")
                    ? registrations.device(item.getSourceId()).map(device -> OF_DEVICE.get(field).apply(device))
                    : supplier(item, registrations);
            if (found.isPresent()) {
                return set(item, found.get(), "the registered " + source, present);
            }
        }
        return Optional.empty();
    }

    private Optional<String> supplier(RawActivity item, Registrations registrations) {
        return item.getSupplierId() == null ? Optional.empty()
                : registrations.supplier(item.getSupplierId())
                    .map(supplier -> OF_SUPPLIER.getOrDefault(field, none -> null).apply(supplier));
    }

    private Optional<String> set(RawActivity item, String found, String source, String present) {
        if (found.equals(present)) {
            return Optional.empty();
        }
        SETTERS.get(field).accept(item, found);
        return Optional.of("%s %s from %s".formatted(field, found, source));
    }
}
