package io.carbonflow.accounting.gas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.carbonflow.accounting.quantity.ExactDecimal;

/**
 * Kilograms of greenhouse gases other than CO2, CH4 and N2O: refrigerants, perfluorocarbons, SF6 and the like.
 *
 * @param kilograms by species, the species in {@linkplain GwpSet#speciesOf their one spelling} and in order of their names
 */
public record OtherGases(Map<String, BigDecimal> kilograms) {

    /** There are none, or none are known. */
    public static final OtherGases NONE = new OtherGases(Map.of());

    private static final int SPECIES_MAX = 20;

    public OtherGases {
        var named = new TreeMap<String, BigDecimal>();
        kilograms.forEach((species, mass) -> {
            String known = GwpSet.speciesOf(species)
                .orElseThrow(() -> new IllegalArgumentException("gas '%s' is not in the table of potentials".formatted(
                        species)));
            if (named.put(known, mass) != null) {
                throw new IllegalArgumentException("gas " + known + " is named twice");
            }
        });
        kilograms = Collections.unmodifiableMap(named);
    }

    /**
     * Reads {@code HFC-32:0.5;HFC-125:0.5}: species, colon, kilograms; several with semicolons. An empty text is none.
     *
     * @throws IllegalArgumentException where a species is not known or named twice, or a mass is not a decimal above 0
     */
    public static OtherGases parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        var masses = new TreeMap<String, BigDecimal>();
        for (String part : text.split(";", SPECIES_MAX + 1)) {
            int colon = part.lastIndexOf(':');
            BigDecimal mass = ExactDecimal.parse(colon < 0 ? "" : part.substring(colon + 1).strip()).orElse(null);
            if (mass == null || mass.signum() <= 0) {
                throw new IllegalArgumentException(
                        "'%s' is not a gas and its kilograms above 0, such as HFC-134a:1".formatted(part));
            }
            if (masses.put(part.substring(0, colon).strip(), mass) != null) {
                throw new IllegalArgumentException("gas " + part.substring(0, colon).strip() + " is named twice");
            }
        }
        return new OtherGases(masses);
    }

    public boolean isEmpty() {
        return kilograms.isEmpty();
    }

    /** The masses as {@link #parse} reads them. */
    public String text() {
        return kilograms.entrySet()
            .stream()
            .map(gas -> gas.getKey() + ':' + gas.getValue().toPlainString())
            .collect(Collectors.joining(";"));
    }

    OtherGases times(BigDecimal amount) {
        return each(mass -> mass.multiply(amount));
    }

    OtherGases rounded(int decimals) {
        return each(mass -> mass.setScale(decimals, RoundingMode.HALF_EVEN));
    }

    private OtherGases each(UnaryOperator<BigDecimal> change) {
        if (isEmpty()) {
            return this;
        }
        var changed = new TreeMap<String, BigDecimal>();
        kilograms.forEach((species, mass) -> changed.put(species, change.apply(mass)));
        return new OtherGases(changed);
    }
}
