package io.carbonflow.accounting.activity;

import static io.carbonflow.accounting.quantity.Dimension.AREA;
import static io.carbonflow.accounting.quantity.Dimension.COUNT;
import static io.carbonflow.accounting.quantity.Dimension.ENERGY;
import static io.carbonflow.accounting.quantity.Dimension.MASS;
import static io.carbonflow.accounting.quantity.Dimension.MONEY;
import static io.carbonflow.accounting.quantity.Dimension.PASSENGER_DISTANCE;
import static io.carbonflow.accounting.quantity.Dimension.TIME;
import static io.carbonflow.accounting.quantity.Dimension.TRANSPORT;
import static io.carbonflow.accounting.quantity.Dimension.VEHICLE_DISTANCE;
import static io.carbonflow.accounting.quantity.Dimension.VOLUME;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.carbonflow.accounting.quantity.Dimension;

/**
 * The activity codes there are. A code is known where it stands here, or below one that does: {@code waste.recycling} is
 * here, so {@code waste.recycling.plastics} is known. Whether a factor exists for it is the library's to say.
 */
public final class ActivityCatalogue {

    private static final Pattern CODE = Pattern.compile("[a-z0-9_-]+(\\.[A-Za-z0-9_:/-]+)+|production");
    private static final Pattern NAICS = Pattern.compile("spend\\.naics\\.\\d{6}(\\.without_margins)?");
    private static final int CODE_LENGTH_MAX = 200;
    private static final int NEAREST_NAMED = 3;

    private static final Map<String, ActivityType> TYPES = new LinkedHashMap<>();

    static {
        purchasedEnergy("electricity.grid", "Electricity from the public grid");
        purchasedEnergy("electricity.renewable", "Electricity from a contracted or own renewable source");
        purchasedEnergy("heat.district", "Heat from a district network");
        purchasedEnergy("steam.district", "Steam bought from a network or neighbour");
        purchasedEnergy("cooling.district", "Cooling from a district network");
        fuel("diesel", "Diesel");
        fuel("petrol", "Petrol (motor gasoline)");
        fuel("natural_gas", "Natural gas");
        fuel("lpg", "Liquefied petroleum gas");
        fuel("fuel_oil", "Fuel oil");
        fuel("coal", "Coal");
        fuel("propane", "Propane");
        fuel("butane", "Butane");
        fuel("kerosene", "Kerosene for burning");
        fuel("jet_kerosene", "Jet fuel (kerosene type)");
        fuel("aviation_gasoline", "Aviation gasoline");
        fuel("marine_gas_oil", "Marine gas oil");
        fuel("marine_fuel_oil", "Marine fuel oil");
        fuel("gas_oil", "Gas oil (red diesel)");
        fuel("cng", "Compressed natural gas");
        fuel("lng", "Liquefied natural gas");
        fuel("coke", "Coke");
        fuel("petroleum_coke", "Petroleum coke");
        fuel("lubricants", "Lubricants that are burned");
        fuel("waste_oil", "Waste oils that are burned");
        fuel("peat", "Peat");
        fuel("wood", "Wood logs, chips and pellets");
        fuel("biodiesel", "Biodiesel");
        fuel("bioethanol", "Bioethanol");
        fuel("biomethane", "Biomethane");
        fuel("biogas", "Biogas, landfill gas and other gas from biomass");
        fuel("biomass", "Other solid biomass");
        fuel("hydrogen", "Hydrogen");
        fuel("biofuel", "Other liquid biofuel, by name");
        fuel("petroleum", "Other petroleum product that is burned, by name");
        fuel("gas", "Other gas that is burned, by name");
        fuel("waste", "Waste that is burned, by name");
        add("fuel.mobile.<vehicle>", ActivityFamily.FUEL, ActivityKind.ENERGY,
                "CH4 and N2O of a vehicle's engine, by kind of vehicle and model year; its CO2 is that of its fuel",
                VEHICLE_DISTANCE);
        add("refrigerant.<name>", ActivityFamily.REFRIGERANT, ActivityKind.SUPPLIER,
                "Refrigerant or other gas that leaked, by name", MASS);
        freight("road", "Freight by road");
        freight("rail", "Freight by rail");
        freight("sea", "Freight by sea");
        freight("air", "Freight by air");
        freight("inland_waterway", "Freight on inland waterways");
        freight("road.hgv", "Freight in a heavy goods vehicle");
        freight("road.van", "Freight in a van");
        freight("sea.container", "Freight in a container ship");
        freight("sea.bulk", "Freight in a bulk carrier");
        freight("air.short_haul", "Freight by air, short haul");
        freight("air.long_haul", "Freight by air, long haul");
        add("freight.hub.<type>", ActivityFamily.FREIGHT, ActivityKind.LOGISTICS,
                "Freight handled in a hub: terminal, warehouse, transshipment, cleaning", MASS, COUNT);
        add("spend.naics.<6 digits>", ActivityFamily.SPEND, ActivityKind.PROCUREMENT,
                "Money spent on goods or services of a NAICS industry", MONEY);
        add("spend.industry.<name>", ActivityFamily.SPEND, ActivityKind.PROCUREMENT,
                "Money spent on goods or services of a named industry", MONEY);
        add("waste.landfill", ActivityFamily.WASTE, ActivityKind.SUPPLIER, "Waste to landfill", MASS);
        add("waste.incineration", ActivityFamily.WASTE, ActivityKind.SUPPLIER, "Waste to incineration", MASS);
        add("waste.recycling", ActivityFamily.WASTE, ActivityKind.SUPPLIER, "Waste to recycling", MASS);
        add("waste.composting", ActivityFamily.WASTE, ActivityKind.SUPPLIER, "Waste to composting", MASS);
        add("waste.anaerobic_digestion", ActivityFamily.WASTE, ActivityKind.SUPPLIER, "Waste to anaerobic digestion",
                MASS);
        add("travel.air", ActivityFamily.TRAVEL, ActivityKind.SUPPLIER, "Business flight, by haul and class",
                PASSENGER_DISTANCE);
        add("travel.rail", ActivityFamily.TRAVEL, ActivityKind.SUPPLIER, "Business travel by rail", PASSENGER_DISTANCE);
        add("travel.bus", ActivityFamily.TRAVEL, ActivityKind.SUPPLIER, "Business travel by bus or coach",
                PASSENGER_DISTANCE);
        add("travel.ferry", ActivityFamily.TRAVEL, ActivityKind.SUPPLIER, "Business travel by ferry",
                PASSENGER_DISTANCE);
        add("travel.taxi", ActivityFamily.TRAVEL, ActivityKind.SUPPLIER, "Business travel by taxi", PASSENGER_DISTANCE,
                VEHICLE_DISTANCE);
        add("travel.car", ActivityFamily.TRAVEL, ActivityKind.SUPPLIER, "Business travel by car", VEHICLE_DISTANCE,
                PASSENGER_DISTANCE);
        add("travel.motorbike", ActivityFamily.TRAVEL, ActivityKind.SUPPLIER, "Business travel by motorbike",
                VEHICLE_DISTANCE, PASSENGER_DISTANCE);
        add("travel.hotel_night", ActivityFamily.TRAVEL, ActivityKind.SUPPLIER, "Hotel room for a night", COUNT);
        add("commute.homeworking", ActivityFamily.COMMUTE, ActivityKind.SUPPLIER,
                "Energy used at home by employees who work there", COUNT, TIME);
        add("commute.<mode>", ActivityFamily.COMMUTE, ActivityKind.SUPPLIER, "Employees on their way to work, by mode",
                PASSENGER_DISTANCE, VEHICLE_DISTANCE, TIME, COUNT);
        add("water.supply", ActivityFamily.WATER_SUPPLY, ActivityKind.SUPPLIER, "Water from the mains", VOLUME);
        add("water.treatment", ActivityFamily.WATER_TREATMENT, ActivityKind.SUPPLIER, "Waste water treated", VOLUME);
        add("material.<kind>.<name>", ActivityFamily.PRODUCT, ActivityKind.SUPPLIER,
                "Material bought, by kind and name; .closed_loop is recycled, .reused used again", MASS);
        add("production", ActivityFamily.PRODUCT, ActivityKind.SUPPLIER,
                "Production of a supplier, with its own factor");
        add("product.<id>", ActivityFamily.PRODUCT, ActivityKind.SUPPLIER,
                "Product of a supplier, with a footprint per unit");
        add("cloud.compute", ActivityFamily.PRODUCT, ActivityKind.SUPPLIER, "Processors rented by time (vCPU hours)",
                TIME);
        add("process.<name>", ActivityFamily.PROCESS, ActivityKind.SUPPLIER,
                "Gas released by an industrial process, by what goes in or comes out", MASS);
        valueChain();
    }

    private static void valueChain() {
        add("leased_asset.building", ActivityFamily.LEASED_ASSET, ActivityKind.SUPPLIER, "Rented building as a whole",
                AREA, ENERGY);
        add("leased_asset.vehicle", ActivityFamily.LEASED_ASSET, ActivityKind.SUPPLIER, "Rented vehicle as a whole",
                VEHICLE_DISTANCE, COUNT);
        add("franchise.site", ActivityFamily.FRANCHISE, ActivityKind.SUPPLIER, "Franchisee's site as a whole", AREA,
                ENERGY, COUNT);
        add("sold_product.processing", ActivityFamily.SOLD_PRODUCT, ActivityKind.SUPPLIER,
                "Processing of a sold intermediate product", MASS);
        add("sold_product.use", ActivityFamily.SOLD_PRODUCT, ActivityKind.SUPPLIER,
                "Use of sold products over their life", COUNT, ENERGY);
        add("sold_product.end_of_life", ActivityFamily.SOLD_PRODUCT, ActivityKind.SUPPLIER,
                "Treatment of sold products at the end of their life", MASS, COUNT);
        add("investment.equity", ActivityFamily.INVESTMENT, ActivityKind.SUPPLIER,
                "Investee's emissions or revenue, with the share held", MASS, MONEY);
        add("investment.debt", ActivityFamily.INVESTMENT, ActivityKind.SUPPLIER,
                "Debtor's emissions or revenue, with the share financed", MASS, MONEY);
        add("investment.project", ActivityFamily.INVESTMENT, ActivityKind.SUPPLIER,
                "Financed project's emissions, cost or revenue, with the share financed", MASS, MONEY);
        add("emissions.reported", ActivityFamily.REPORTED, ActivityKind.SUPPLIER,
                "Mass of CO2e as someone else worked it out", MASS);
    }

    private ActivityCatalogue() {}

    /** What a code means; the nearest entry above it where it is more particular than the catalogue. */
    public static Optional<ActivityType> find(String code) {
        if (code == null || code.length() > CODE_LENGTH_MAX) {
            return Optional.empty();
        }
        ActivityType exact = TYPES.get(code);
        if (exact != null && !exact.code().contains("<")) {
            return Optional.of(exact);
        }
        return CODE.matcher(code).matches() ? above(code) : Optional.empty();
    }

    private static Optional<ActivityType> above(String code) {
        if (code.startsWith("spend.naics.") && !NAICS.matcher(code).matches()) {
            return Optional.empty();
        }
        for (int dot = code.lastIndexOf('.'); dot > 0; dot = code.lastIndexOf('.', dot - 1)) {
            ActivityType type = TYPES.get(code.substring(0, dot));
            if (type != null) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    public static boolean isKnown(String code) {
        return find(code).isPresent();
    }

    /** The known codes a text most likely stands for, most likely first. */
    public static List<String> nearest(String code, int howMany) {
        return nearest(code, all().stream().map(ActivityType::code).toList(), howMany);
    }

    /** Those of some codes that are nearest to one that is not among them, nearest first. */
    public static List<String> nearest(String code, List<String> known, int howMany) {
        return NearestCodes.to(code, known, howMany);
    }

    /** What to say of a code that is not known: "unknown activity 'x', nearest are …". */
    public static String unknown(String code) {
        return "unknown activity '%s', nearest are %s".formatted(NearestCodes.shortened(code),
                String.join(", ", nearest(code, NEAREST_NAMED)));
    }

    /** Every entry, in catalogue order. */
    public static List<ActivityType> all() {
        return List.copyOf(TYPES.values());
    }

    /** The entries whose code or description contains the text, in catalogue order. */
    public static List<ActivityType> search(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return TYPES.values()
            .stream()
            .filter(type -> type.code().contains(wanted)
                    || type.description().toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    }

    private static void purchasedEnergy(String code, String description) {
        add(code, ActivityFamily.PURCHASED_ENERGY, ActivityKind.ENERGY, description, ENERGY);
    }

    private static void fuel(String name, String description) {
        add("fuel." + name, ActivityFamily.FUEL, ActivityKind.ENERGY, description, VOLUME, MASS, ENERGY);
    }

    private static void freight(String mode, String description) {
        add("freight." + mode, ActivityFamily.FREIGHT, ActivityKind.LOGISTICS, description, TRANSPORT,
                VEHICLE_DISTANCE);
    }

    private static void add(String code, ActivityFamily family, ActivityKind kind, String description,
            Dimension... dimensions) {
        int placeholder = code.indexOf(".<");
        String key = placeholder < 0 ? code : code.substring(0, placeholder);
        Set<Dimension> accepted = Set.of(dimensions);
        TYPES.put(key, new ActivityType(code, family, kind, accepted, description));
    }
}
