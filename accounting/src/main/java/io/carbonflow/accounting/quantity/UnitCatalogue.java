package io.carbonflow.accounting.quantity;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The units, their exact sizes and the names people write. A code is looked up as written first; aliases ignore case.
 * Reached through {@link Unit} only, so that the two classes are always initialised in the same order.
 */
final class UnitCatalogue {

    private static final Map<String, Unit> BY_CODE = new LinkedHashMap<>();
    private static final Map<String, Unit> BY_ALIAS = new HashMap<>();
    private static final Map<String, String> AMBIGUOUS = ambiguous();

    static {
        energyAndPower();
        volumes();
        masses();
        distances();
        transport();
        areasTimesAndCounts();
        CurrencyCodes.ALL
            .forEach(code -> put(new Unit(code, Dimension.MONEY, code, BigDecimal.ONE, "ISO 4217 currency " + code)));
    }

    private UnitCatalogue() {}

    private static void energyAndPower() { // joule; watt
        add("J", Dimension.ENERGY, "1", "joule", "joule", "joules", "jou");
        add("kJ", Dimension.ENERGY, "1000", "kilojoule", "kilojoule", "kilojoules", "kjo");
        add("MJ", Dimension.ENERGY, "1000000", "megajoule", "megajoule", "megajoules", "3b");
        add("GJ", Dimension.ENERGY, "1000000000", "gigajoule", "gigajoule", "gigajoules", "gv");
        add("TJ", Dimension.ENERGY, "1000000000000", "terajoule", "terajoule", "terajoules");
        add("Wh", Dimension.ENERGY, "3600", "watt hour", "w.h", "watthour", "watt_hour", "whr");
        add("kWh", Dimension.ENERGY, "3600000", "kilowatt hour", "kw.h", "kilowatthour", "kilowatt_hour",
                "kilowatthours",
                "kilowatt_hours", "kilowatt hours", "kilowatt hour", "kw-h", "kw_h");
        add("MWh", Dimension.ENERGY, "3600000000", "megawatt hour", "mw.h", "megawatthour", "megawatt_hour",
                "megawatthours", "megawatt_hours");
        add("GWh", Dimension.ENERGY, "3600000000000", "gigawatt hour", "gw.h", "gigawatthour", "gigawatt_hour");
        add("Btu_IT", Dimension.ENERGY, "1055.05585262", "British thermal unit, international table");
        add("mmBtu", Dimension.ENERGY, "1055055852.62", "million Btu, international table", "mmbtu_it", "million_btu");
        add("therm", Dimension.ENERGY, "105505585.262", "100,000 Btu, international table", "therms", "therm_it");
        add("therm_EC", Dimension.ENERGY, "105505600", "therm of the European Community, 105.5056 MJ");
        add("therm_US", Dimension.ENERGY, "105480400", "US therm at 59 degrees Fahrenheit, 105.4804 MJ");
        add("kcal_IT", Dimension.ENERGY, "4186.8", "kilocalorie, international table");
        add("kcal_th", Dimension.ENERGY, "4184", "kilocalorie, thermochemical");
        add("toe", Dimension.ENERGY, "41868000000", "tonne of oil equivalent, 41.868 GJ");
        add("W", Dimension.POWER, "1", "watt", "watt", "watts");
        add("kW", Dimension.POWER, "1000", "kilowatt", "kilowatt", "kilowatts");
        add("MW", Dimension.POWER, "1000000", "megawatt", "megawatt", "megawatts");
        add("GW", Dimension.POWER, "1000000000", "gigawatt", "gigawatt", "gigawatts");
    }

    private static void volumes() { // litre
        add("mL", Dimension.VOLUME, "0.001", "millilitre", "millilitre", "milliliter");
        add("L", Dimension.VOLUME, "1", "litre", "litre", "litres", "liter", "liters", "ltr", "lt");
        add("hL", Dimension.VOLUME, "100", "hectolitre", "hectolitre", "hectoliter");
        add("ML", Dimension.VOLUME, "1000000", "megalitre, a million litres", "megalitre", "megaliter",
                "million_litres");
        add("m3", Dimension.VOLUME, "1000", "cubic metre", "m^3", "m³", "cubic_metre", "cubic_meter", "cubic_metres",
                "cubic_meters", "cbm", "mtq");
        add("US_gal", Dimension.VOLUME, "3.785411784", "US gallon, 231 cubic inches", "gal", "gallon", "gallons",
                "us_gallon", "us_gallons", "us gallon", "gal_us", "usgal", "gll");
        add("imp_gal", Dimension.VOLUME, "4.54609", "imperial gallon", "imperial_gallon", "imperial_gallons", "gal_uk",
                "uk_gal", "uk_gallon", "imperial gallon", "gli");
        add("bbl", Dimension.VOLUME, "158.987294928", "barrel of oil, 42 US gallons", "barrel", "barrels", "barrel_oil",
                "bll");
        add("scf", Dimension.VOLUME, "28.316846592", "standard cubic foot", "ft3", "cubic_foot", "cubic_feet", "cf",
                "ftq");
        add("ccf", Dimension.VOLUME, "2831.6846592", "hundred cubic feet");
        add("Mcf", Dimension.VOLUME, "28316.846592", "thousand cubic feet");
    }

    private static void masses() { // kilogram
        add("mg", Dimension.MASS, "0.000001", "milligram", "milligram", "milligrams");
        add("g", Dimension.MASS, "0.001", "gram", "gram", "grams", "grm", "gramme", "grammes");
        add("kg", Dimension.MASS, "1", "kilogram", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme",
                "kgm");
        add("t", Dimension.MASS, "1000", "tonne", "tonne", "tonnes", "metric_ton", "metric_tons", "metric ton",
                "metric tons", "tne", "mt");
        add("kt", Dimension.MASS, "1000000", "kilotonne", "kilotonne", "kilotonnes");
        add("lb", Dimension.MASS, "0.45359237", "avoirdupois pound", "lbs", "pound", "pounds", "lbr");
        add("short_ton", Dimension.MASS, "907.18474", "short ton, 2000 lb", "short_tons", "short ton", "short tons",
                "us_ton", "us_tons", "stn");
        add("long_ton", Dimension.MASS, "1016.0469088", "long ton, 2240 lb", "long_tons", "long ton", "long tons",
                "ltn");
    }

    private static void distances() { // kilometre
        add("m", Dimension.DISTANCE, "0.001", "metre", "metre", "metres", "meter", "meters", "mtr");
        add("km", Dimension.DISTANCE, "1", "kilometre", "kms", "kilometre", "kilometres", "kilometer", "kilometers",
                "kmt");
        add("mi", Dimension.DISTANCE, "1.609344", "international mile", "mile", "miles", "smi");
        add("nmi", Dimension.DISTANCE, "1.852", "nautical mile", "nautical_mile", "nautical_miles", "nautical mile",
                "nautical miles");
        add("yd", Dimension.DISTANCE, "0.0009144", "yard", "yard", "yards", "yrd");
        add("ft", Dimension.DISTANCE, "0.0003048", "foot", "foot", "feet", "fot");
    }

    private static void transport() { // tonne-kilometre (a TEU is no mass); passenger-kilometre; vehicle-kilometre
        add("t.km", Dimension.TRANSPORT, "1", "tonne-kilometre", "tkm", "t-km", "t_km", "t km", "t·km", "t*km",
                "tonne_km", "tonne-km", "tonne.km", "tonne km", "tonne_kilometre", "tonne_kilometres",
                "tonne-kilometre",
                "tonne-kilometres", "ton_km", "ton-km");
        add("kg.km", Dimension.TRANSPORT, "0.001", "kilogram-kilometre", "kgkm", "kg_km", "kg-km");
        add("short_ton.mi", Dimension.TRANSPORT, "1.45997231821056", "short ton-mile", "short_ton_mile",
                "short_ton_miles", "short ton-mile", "short_ton.mile");
        put(new Unit("TEU.km", Dimension.TRANSPORT, "TEU", BigDecimal.ONE, "TEU-kilometre"), "teu_km", "teu-km",
                "teukm",
                "teu km");
        add("passenger.km", Dimension.PASSENGER_DISTANCE, "1", "passenger-kilometre", "pkm", "p.km", "passenger_km",
                "passenger-km", "passenger km", "passenger_kilometre", "passenger_kilometres", "person.km",
                "person_km");
        add("passenger.mi", Dimension.PASSENGER_DISTANCE, "1.609344", "passenger-mile", "passenger_mile",
                "passenger_miles", "passenger-mile", "passenger.mile", "pmi");
        add("vehicle.km", Dimension.VEHICLE_DISTANCE, "1", "vehicle-kilometre", "vkm", "v.km", "vehicle_km",
                "vehicle-km",
                "vehicle km", "vehicle_kilometre", "vehicle_kilometres");
        add("vehicle.mi", Dimension.VEHICLE_DISTANCE, "1.609344", "vehicle-mile", "vehicle_mile", "vehicle_miles",
                "vehicle-mile", "vehicle.mile", "vmi");
    }

    private static void areasTimesAndCounts() { // square metre; second; each count is its own family
        add("m2", Dimension.AREA, "1", "square metre", "m^2", "m²", "sqm", "square_metre", "square_meter", "mtk");
        add("km2", Dimension.AREA, "1000000", "square kilometre", "km^2", "km²");
        add("ha", Dimension.AREA, "10000", "hectare", "hectare", "hectares");
        add("ft2", Dimension.AREA, "0.09290304", "square foot", "sqft", "square_foot", "square_feet", "sq_ft");
        add("s", Dimension.TIME, "1", "second", "sec", "second", "seconds");
        add("min", Dimension.TIME, "60", "minute", "minute", "minutes");
        add("h", Dimension.TIME, "3600", "hour", "hr", "hrs", "hour", "hours", "hur");
        add("day", Dimension.TIME, "86400", "day", "d", "days");
        addCount("piece", "piece", "pc", "pcs", "pieces", "each", "ea", "item", "items", "unit", "units", "pce", "h87",
                "count");
        addCount("room.night", "hotel room for a night", "room_night", "room_nights", "night", "nights", "room-night",
                "hotel_night");
        addCount("fte.h", "hour worked by one full-time employee", "fte_working_hour", "fte_hour", "fte_hours");
        addCount("TEU", "twenty-foot equivalent unit", "teus");
    }

    private static void add(String code, Dimension dimension, String size, String description, String... aliases) {
        put(new Unit(code, dimension, dimension.name(), new BigDecimal(size), description), aliases);
    }

    private static void addCount(String code, String description, String... aliases) {
        put(new Unit(code, Dimension.COUNT, code, BigDecimal.ONE, description), aliases);
    }

    private static void put(Unit unit, String... aliases) {
        String code = unit.code();
        if (BY_CODE.put(code, unit) != null) {
            throw new IllegalStateException("unit " + code + " is in the catalogue twice");
        }
        // Megalitre and millilitre differ in case only: the first of the two keeps the lower-case alias.
        BY_ALIAS.putIfAbsent(code.toLowerCase(Locale.ROOT), unit);
        for (String alias : aliases) {
            Unit other = BY_ALIAS.putIfAbsent(alias, unit);
            if (other != null && other != unit) {
                throw new IllegalStateException("alias " + alias + " means " + other + " and " + unit);
            }
        }
    }

    private static Map<String, String> ambiguous() {
        var ambiguous = new HashMap<String, String>();
        say(ambiguous, "say t (1000 kg), short_ton or long_ton", "ton", "tons");
        say(ambiguous, "say short_ton.mi or t.km", "ton.mi", "ton.mile", "ton_mile", "ton-mile", "ton-miles");
        say(ambiguous, "say kcal_IT or kcal_th", "kcal", "cal");
        say(ambiguous, "say mmBtu or Btu_IT", "btu");
        say(ambiguous, "say kg, lb or L", "oz", "bushel");
        say(ambiguous, "say MW, with two capitals, for a megawatt", "mw");
        say(ambiguous, "say m3 at the conditions of the factor; a normal cubic metre is another amount of gas", "nm3");
        return ambiguous;
    }

    private static void say(Map<String, String> ambiguous, String advice, String... texts) {
        for (String text : texts) {
            ambiguous.put(text, advice);
        }
    }

    static Unit find(String text) {
        if (text == null) {
            return null;
        }
        Unit byCode = BY_CODE.get(text);
        if (byCode != null) {
            return byCode;
        }
        String lowerCase = text.strip().toLowerCase(Locale.ROOT);
        return AMBIGUOUS.containsKey(lowerCase) ? null : BY_ALIAS.get(lowerCase);
    }

    static String ambiguity(String text) {
        return text == null ? null : AMBIGUOUS.get(text.strip().toLowerCase(Locale.ROOT));
    }

    static Collection<Unit> all() {
        return Collections.unmodifiableCollection(BY_CODE.values());
    }
}
