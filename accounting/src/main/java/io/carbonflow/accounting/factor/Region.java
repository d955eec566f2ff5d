package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a factor holds: the world, a country, or a subdivision or grid region of a country.
 *
 * @param code {@code WORLD}, ISO 3166-1 alpha-2, or alpha-2/subdivision such as {@code US/CAMX}
 */
public record Region(String code) {

    private static final Pattern CODE = Pattern.compile("WORLD|[A-Z]{2}(/[A-Z0-9_-]{1,16})?");

    // After CODE, which its constructor needs.
    public static final Region WORLD = new Region("WORLD");

    public Region {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "region is " + code + ", allowed are WORLD, an alpha-2 country, or country/subdivision");
        }
    }

    /** The region of this code; empty where it is none. */
    public static Optional<Region> find(String code) {
        return CODE.matcher(code).matches() ? Optional.of(new Region(code)) : Optional.empty();
    }

    /**
     * Where to look for a factor, most particular first. A text that is no region code adds no step, so the search goes
     * on with the wider region.
     *
     * @param country ISO 3166-1 alpha-2; null where not known
     * @param subdivision ISO 3166-2 with or without the country, or a grid region; null where not known
     */
    static List<Region> precedence(String country, String subdivision) {
        var regions = new ArrayList<Region>(3);
        if (country != null) {
            if (subdivision != null) {
                find(country + '/' + withoutCountry(country, subdivision)).ifPresent(regions::add);
            }
            find(country).ifPresent(regions::add);
        }
        regions.add(WORLD);
        return regions;
    }

    private static String withoutCountry(String country, String subdivision) {
        boolean named = subdivision.length() > 3 && subdivision.startsWith(country)
                && "-/".indexOf(subdivision.charAt(2)) >= 0;
        return named ? subdivision.substring(3) : subdivision;
    }

    @Override
    public String toString() {
        return code;
    }
}
