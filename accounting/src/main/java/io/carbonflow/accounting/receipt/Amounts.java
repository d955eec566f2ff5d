package io.carbonflow.accounting.receipt;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import io.carbonflow.accounting.allocation.Allocation;
import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.OtherGases;
import io.carbonflow.accounting.quantity.Quantity;

/**
 * What a quantity and a factor amount to: each mass rounded once, half-even, to {@link Co2eMass#SCALE} decimals of a
 * kilogram. A share of a split amount is not rounded again: the shares add up to the rounded whole.
 *
 * @param normalised the quantity in the factor's unit, of the whole also where the amounts are a share's
 * @param ar4 CO2e under AR4
 * @param ar5 CO2e under AR5
 * @param ar6 CO2e under AR6
 * @param gases kg of each gas, null where not known
 */
public record Amounts(Quantity normalised, Co2eMass ar4, Co2eMass ar5, Co2eMass ar6, GasMasses gases) {

    public Amounts {
        requireNonNull(normalised, "normalised is null");
        requireNonNull(ar4, "ar4 is null");
        requireNonNull(ar5, "ar5 is null");
        requireNonNull(ar6, "ar6 is null");
        requireNonNull(gases, "gases is null");
    }

    /** CO2e under the set. */
    public Co2eMass under(GwpSet set) {
        return switch (set) {
            case AR4 -> ar4;
            case AR5 -> ar5;
            case AR6 -> ar6;
        };
    }

    /** The shares, in the order of the weights; every mass adds up to this one's. */
    List<Amounts> split(List<BigDecimal> weights) {
        List<BigDecimal> ofAr4 = split(ar4.kilograms(), weights);
        List<BigDecimal> ofAr5 = split(ar5.kilograms(), weights);
        List<BigDecimal> ofAr6 = split(ar6.kilograms(), weights);
        List<BigDecimal> ofCo2 = split(gases.co2(), weights);
        List<BigDecimal> ofCh4 = split(gases.ch4(), weights);
        List<BigDecimal> ofN2o = split(gases.n2o(), weights);
        List<BigDecimal> ofBiogenic = split(gases.biogenicCo2(), weights);
        var ofOthers = new TreeMap<String, List<BigDecimal>>();
        gases.other().kilograms().forEach((species, mass) -> ofOthers.put(species, split(mass, weights)));
        var shares = new ArrayList<Amounts>(weights.size());
        for (int i = 0; i < weights.size(); i++) {
            int index = i;
            var others = new TreeMap<String, BigDecimal>();
            ofOthers.forEach((species, masses) -> others.put(species, masses.get(index)));
            shares.add(new Amounts(normalised, new Co2eMass(ofAr4.get(i)), new Co2eMass(ofAr5.get(i)),
                    new Co2eMass(ofAr6.get(i)),
                    new GasMasses(at(ofCo2, i), at(ofCh4, i), gases.methaneOrigin(), at(ofN2o, i), at(ofBiogenic, i),
                            others.isEmpty() ? OtherGases.NONE : new OtherGases(others))));
        }
        return shares;
    }

    private static List<BigDecimal> split(BigDecimal mass, List<BigDecimal> weights) {
        return mass == null ? List.of() : Allocation.split(mass, Co2eMass.SCALE, weights);
    }

    private static BigDecimal at(List<BigDecimal> masses, int index) {
        return masses.isEmpty() ? null : masses.get(index);
    }
}
