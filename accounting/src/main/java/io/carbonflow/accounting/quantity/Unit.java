package io.carbonflow.accounting.quantity;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A unit of the catalogue, with its exact size. There is one instance per unit, so identity is equality.
 *
 * <p>
 * Every size is a terminating decimal by definition (a kilowatt hour is 3,600,000 J, an international mile 1.609344 km);
 * published table cells that round such a definition are not used.
 */
public final class Unit {

    public static final Unit KILOWATT_HOUR = of("kWh");
    public static final Unit KILOGRAM = of("kg");
    public static final Unit TONNE = of("t");
    public static final Unit KILOMETRE = of("km");
    public static final Unit TONNE_KILOMETRE = of("t.km");
    public static final Unit US_DOLLAR = of("USD");

    private final String code;
    private final Dimension dimension;
    private final String family;
    private final BigDecimal size;
    private final String description;
    private final ConcurrentHashMap<Unit, Conversion> conversions = new ConcurrentHashMap<>();

    Unit(String code, Dimension dimension, String family, BigDecimal size, String description) {
        this.code = requireNonNull(code, "code is null");
        this.dimension = requireNonNull(dimension, "dimension is null");
        this.family = requireNonNull(family, "family is null");
        this.size = requireNonNull(size, "size is null");
        this.description = requireNonNull(description, "description is null");
    }

    /**
     * The unit a person means by this text: its code, or an alias such as "litre", "lbs", "tonne" or "tkm". Empty where
     * the text names nothing known, or more than one thing ("ton").
     */
    public static Optional<Unit> find(String text) {
        return Optional.ofNullable(UnitCatalogue.find(text));
    }

    /**
     * The unit with this code or alias.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Unit of(String text) {
        Unit unit = UnitCatalogue.find(text);
        if (unit == null) {
            throw new IllegalArgumentException("unit " + text + " is not in the catalogue");
        }
        return unit;
    }

    /** Every unit, in catalogue order. */
    public static Collection<Unit> all() {
        return UnitCatalogue.all();
    }

    /** Why a text that looks like a unit is none, where there is more to say than "unknown"; else empty. */
    public static Optional<String> ambiguity(String text) {
        return Optional.ofNullable(UnitCatalogue.ambiguity(text));
    }

    /** The unit's one spelling on the wire and in receipts, for example {@code t.km}. */
    public String code() {
        return code;
    }

    public Dimension dimension() {
        return dimension;
    }

    public String description() {
        return description;
    }

    /** How many of its dimension's base unit one of this unit is; exact. */
    BigDecimal size() {
        return size;
    }

    /** Whether a quantity in this unit can be expressed in the other. */
    public boolean convertsTo(Unit other) {
        return this == other || (dimension == other.dimension && family.equals(other.family));
    }

    /**
     * How to get from this unit to another.
     *
     * @throws IllegalArgumentException where the two do not measure the same thing; ask {@link #convertsTo} first
     */
    public Conversion conversionTo(Unit other) {
        if (!convertsTo(other)) {
            throw new IllegalArgumentException("%s is %s, %s is %s".formatted(code, dimension.words(), other.code,
                    other.dimension.words()));
        }
        return this == other
                ? Conversion.NONE
                : conversions.computeIfAbsent(other, target -> Conversion.ofRatio(size, target.size));
    }

    @Override
    public String toString() {
        return code;
    }
}
