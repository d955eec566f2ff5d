package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a factor holds: the world, a country, or a subdivision or grid region of a country.
 *
 * @param code {@code WORLD}, ISO 3166-1 alpha-2, or alpha-2/subdivision such as {@code US/CAMX}
 */
public record Region(String code) {

    public static final Region WORLD = new Region("WORLD");

    private static final Set<String> COUNTRIES = Stream.concat(Arrays.stream(Locale.getISOCountries()),
            Stream.of("EU", "XK"))
        .collect(Collectors.toUnmodifiableSet());
    private static final int COUNTRY_LENGTH = 2;
    private static final int CODE_LENGTH_MAX = 19;

    public Region {
        if (!isCode(code)) {
            throw new IllegalArgumentException(
                    "region is " + code + ", allowed are WORLD, an alpha-2 country, or country/subdivision");
        }
    }

    /** The region of this code; empty where it is none. */
    public static Optional<Region> find(String code) {
        return isCode(code) ? Optional.of(new Region(code)) : Optional.empty();
    }

    /** Whether its country is one of ISO 3166-1, the European Union or Kosovo; the code of a subdivision is not checked. */
    boolean isOnTheMap() {
        return equals(WORLD) || COUNTRIES.contains(country());
    }

    /** Whether the region is a country, and no part of one and not the world. */
    public boolean isCountry() {
        return code.length() == COUNTRY_LENGTH;
    }

    /** The country's code, also of one of its parts; {@code WORLD} is in none and gives itself. */
    String country() {
        return equals(WORLD) ? code : code.substring(0, COUNTRY_LENGTH);
    }

    /**
     * The codes under which to look for a factor, most particular first. A text that is no region code adds none, so the
     * search goes on with the wider region.
     *
     * @param country ISO 3166-1 alpha-2; null where not known
     * @param subdivision ISO 3166-2 with or without the country, or a grid region; null where not known
     */
    static List<String> precedence(String country, String subdivision) {
        var codes = new ArrayList<String>(3);
        if (country != null) {
            if (subdivision != null) {
                addIfCode(codes, country + '/' + withoutCountry(country, subdivision));
            }
            addIfCode(codes, country);
        }
        codes.add(WORLD.code);
        return codes;
    }

    private static void addIfCode(List<String> codes, String code) {
        if (isCode(code) && !code.equals(WORLD.code)) {
            codes.add(code);
        }
    }

    private static String withoutCountry(String country, String subdivision) {
        boolean named = subdivision.length() > 3 && subdivision.startsWith(country)
                && "-/".indexOf(subdivision.charAt(2)) >= 0;
        return named ? subdivision.substring(3) : subdivision;
    }

    // By hand: a selection looks at up to three codes and should not cost three regular expressions.
    private static boolean isCode(String code) {
        if (code == null || code.length() < COUNTRY_LENGTH || code.length() > CODE_LENGTH_MAX) {
            return false;
        }
        if (!isCapital(code.charAt(0)) || !isCapital(code.charAt(1))) {
            return false;
        }
        if (code.length() == COUNTRY_LENGTH || code.equals("WORLD")) {
            return true;
        }
        if (code.charAt(COUNTRY_LENGTH) != '/' || code.length() == COUNTRY_LENGTH + 1) {
            return false;
        }
        for (int i = COUNTRY_LENGTH + 1; i < code.length(); i++) {
            char c = code.charAt(i);
            if (!isCapital(c) && (c < '0' || c > '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    @Override
    public String toString() {
        return code;
    }
}
