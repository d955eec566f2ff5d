package io.carbonflow.metering.device.message;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.metering.device.Reading.Register;

/**
 * What a value means whose device leaves it to its name and unit. The unit decides where there is one; a name decides
 * where there is none, and it alone can say that an amount is fed back, is no plain energy, or is a part of another.
 *
 * @param register what it is
 * @param unit     the code of the unit where we know it, the device's own word where we do not, null without one
 * @param isPart   whether the name speaks of a phase, a tariff or a day: of a part of another counter beside it
 * @param isVolume whether it counts a volume, of a gas or of water
 */
public record Meaning(Register register, String unit, boolean isPart, boolean isVolume) {

    private static final Pattern UNIT_IN_NAME = Pattern
        .compile("(?:^|[\\s/_.:(\\[-])([kM]?[Ww]|(?i:kwh)|[Ww]h|M[Ww][Hh])[)\\]]?$");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[a-z])(?=[A-Z])");
    private static final Set<String> NO_ENERGY = Set.of("reactive", "apparent", "factor", "max", "maximum", "min",
            "minimum", "peak", "nominal", "rated", "limit", "setpoint", "target", "forecast", "price", "cost",
            "voltage",
            "frequency", "temperature", "humidity", "flow", "rate", "level", "saving");
    private static final Set<String> FED_BACK = Set.of("export", "exported", "returned", "return", "ret", "feedin",
            "feed", "fed", "produced", "production", "generated", "generation", "reverse");
    private static final Set<String> PARTS = Set.of("l1", "l2", "l3", "phase", "today", "yesterday", "daily", "hourly",
            "weekly", "monthly", "yearly", "day", "hour", "week", "month", "year", "last", "previous", "t1", "t2");
    private static final Set<String> MILLIS = Set.of("mWh", "mW");

    /** @param unit as the device says it; null or blank where it says none */
    public static Meaning of(String name, String unit) {
        String said = unit == null || unit.isBlank() ? inName(name) : unit.strip();
        Set<String> words = Set.copyOf(BETWEEN_WORDS.splitAsStream(name).map(Meaning::lowerCase).toList());
        boolean isPart = words.stream().anyMatch(Meaning::isPart);
        boolean isFedBack = words.stream().anyMatch(FED_BACK::contains);
        Dimension dimension = dimension(said, words).orElse(null);
        boolean isOther = dimension == null || words.stream().anyMatch(NO_ENERGY::contains)
                || dimension == Dimension.POWER && isFedBack; // booked it would be drawn, and its sign is anybody's guess
        Register register = isOther ? Register.OTHER
                : dimension == Dimension.POWER ? Register.POWER
                        : isFedBack ? Register.EXPORT_COUNTER : Register.IMPORT_COUNTER;
        return new Meaning(register, code(said), isPart, dimension == Dimension.VOLUME);
    }

    /** The same value as something that is no activity. */
    public Meaning asOther() {
        return new Meaning(Register.OTHER, unit, isPart, isVolume);
    }

    private static boolean isPart(String word) {
        return PARTS.contains(word) || word.startsWith("tariff") || word.startsWith("phase");
    }

    private static Optional<Dimension> dimension(String unit, Set<String> words) {
        if (unit == null) {
            return words.contains("energy") || words.contains("consumption") ? Optional.of(Dimension.ENERGY)
                    : words.contains("power") ? Optional.of(Dimension.POWER) : Optional.empty();
        }
        if (MILLIS.contains(unit)) {
            return Optional.of(unit.equals("mWh") ? Dimension.ENERGY : Dimension.POWER);
        }
        return Unit.find(unit)
            .map(Unit::dimension)
            .filter(found -> found == Dimension.ENERGY || found == Dimension.POWER || found == Dimension.VOLUME);
    }

    private static String code(String unit) {
        return unit == null || MILLIS.contains(unit) ? unit : Unit.find(unit).map(Unit::code).orElse(unit);
    }

    private static String inName(String name) {
        Matcher unit = UNIT_IN_NAME.matcher(name);
        return unit.find() ? unit.group(1) : null;
    }

    private static String lowerCase(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
