package io.carbonflow.gateway.files;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the columns of a CSV file are called. A column is a field of the activity, one of the attributes the shipped rules
 * know, or anything at all behind {@code attributes.}; another name means nothing to us, and may well be a person's.
 */
final class CsvColumns {

    static final String ATTRIBUTES = "attributes.";
    static final String SUPPLIER_FACTOR = "supplier_factor.";
    private static final Set<String> FIELDS = Set.of("id", "kind", "activity", "quantity", "unit", "occurred_at",
            "period_start", "period_end", "source_id", "facility_id", "supplier_id", "product_id", "country",
            "subdivision", "data_quality");
    private static final Set<String> FREIGHT = Set.of("mass", "mass_unit", "distance", "distance_unit", "distance_kind",
            "distance_adjustment", "direction", "paid_by", "shipment_id", "carried_kg_co2e_wtw", "legs", "teu", "load",
            "load_unit", "capacity", "capacity_unit", "load_factor", "empty_running", "energy", "energy_unit",
            "energy_activity", "total_transport", "total_transport_unit", "total_mass", "total_mass_unit", "origin_lat",
            "origin_lon", "destination_lat", "destination_lon", "temperature_controlled");
    private static final Set<String> OTHERS = Set.of("energy_source", "grid_carbon_intensity_gco2_kwh", "price_year",
            "document_id", "document_line", "allocation", "industry", "naics", "annual_leak_percent", "basis",
            "calcined", "calcium_oxide_fraction", "capacity_increase", "capital", "charge", "closing_stock",
            "coefficient_of_performance", "days", "disposed", "driven_by", "dust_correction", "energy_carrier",
            "full_watts", "idle_watts", "kilograms_per_site", "kilometres_per_vehicle",
            "kilowatt_hours_per_square_metre", "kilowatt_hours_per_tonne", "kilowatt_hours_per_tonne_day",
            "kilowatt_hours_per_use", "lifecycle_stage", "lime_fraction", "litres_per_use", "load_percent",
            "magnesium_oxide_fraction", "mass_per_unit", "material", "occupants", "one_way_kilometres", "opening_stock",
            "origin", "own_fleet", "part", "power_usage_effectiveness", "purity", "purpose", "radiative_forcing",
            "refrigerant", "replicas", "resold", "share_percent", "supplier_scope_1_and_2_kg",
            "supplier_waste_and_transport_kg", "treated_percent", "treatment", "upstream_kg_per_unit",
            "uses_per_lifetime", "years");

    private CsvColumns() {}

    static boolean isField(String column) {
        return FIELDS.contains(column);
    }

    /** Whether what stands in the column becomes part of the activity. */
    static boolean isKnown(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return FIELDS.contains(column) || column.startsWith(ATTRIBUTES) || column.startsWith(SUPPLIER_FACTOR)
                || FREIGHT.contains(lower) || OTHERS.contains(lower);
    }

    /** The attribute a known column is. */
    static String nameOfAttribute(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        if (FREIGHT.contains(lower) || OTHERS.contains(lower)) {
            return lower;
        }
        return column.startsWith(ATTRIBUTES) ? column.substring(ATTRIBUTES.length()) : column;
    }

    /** Columns as they are compared: blanks around them do not count, and canonical names come in either case. */
    static List<String> named(List<String> header) {
        return header.stream().map(name -> {
            String lower = name.strip().toLowerCase(Locale.ROOT);
            return FIELDS.contains(lower) || lower.startsWith(ATTRIBUTES) ? lower : name.strip();
        }).toList();
    }
}
