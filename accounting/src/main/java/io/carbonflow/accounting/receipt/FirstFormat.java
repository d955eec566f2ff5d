package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.CanonicalJson.ObjectWriter;

/** Receipts of format 1, which the ledger keeps for ever: read, worked out again, and written as they were. */
final class FirstFormat {

    static final int FORMAT = 1;

    private final Node receipt;
    private final Quantity received;
    private final AppliedFactor factor;
    private final GwpSet gwpSet;
    private final Quantity normalised;
    private final BigDecimal times;

    private FirstFormat(Node receipt) {
        this.receipt = receipt;
        this.received = receipt.quantity("quantity_received", "unit_received");
        this.factor = factor(receipt.object("factor"));
        this.gwpSet = GwpSet.valueOf(receipt.text("gwp_set"));
        this.normalised = factor.per() == null ? received : received.in(factor.per());
        this.times = factor.per() == null ? BigDecimal.ONE : normalised.amount();
    }

    static String recompute(Node receipt) {
        return new FirstFormat(receipt).json();
    }

    private static AppliedFactor factor(Node factor) {
        String per = factor.text("per");
        String published = factor.text("published_gwp_set");
        return new AppliedFactor(factor.text("id"), factor.text("edition"), factor.text("source"),
                factor.text("region"), factor.integer("year"), factor.number("published_value"),
                Unit.of(factor.text("mass_unit")), per == null ? null : Unit.of(per),
                factor.object("gases").gases(MethaneOrigin.parse(factor.text("methane_origin"))),
                published == null ? null : GwpSet.valueOf(published));
    }

    private String json() {
        GasMasses masses = factor.gases().times(times).rounded(Co2eMass.SCALE);
        var json = new StringBuilder(1200);
        var out = new ObjectWriter(json);
        out.put("activity", text("activity"));
        writeAttribution(out.object("attribution"));
        Conversion conversion = received.unit().conversionTo(normalised.unit());
        out.object("conversion")
            .put("divisor", conversion.divisor())
            .put("multiplier", conversion.multiplier())
            .end();
        writeFactor(out.object("factor"));
        out.put("format", FORMAT);
        freight().ifPresent(freight -> out.object("freight")
            .put("distance", freight.get(1).amount())
            .put("distance_unit", freight.get(1).unit().code())
            .put("mass", freight.get(0).amount())
            .put("mass_unit", freight.get(0).unit().code())
            .end());
        writeGases(out.object("gases"), masses);
        out.object("gwp")
            .put("ch4", gwpSet.methane(masses.methaneOrigin()))
            .put("n2o", gwpSet.nitrousOxide())
            .end();
        CalculationMethod method = receipt.method();
        Working.Version methodology = receipt.object("methodology").version("id");
        out.put("gwp_set", gwpSet.name());
        out.put("method", method.code());
        out.object("methodology").put("id", methodology.id()).put("version", methodology.version()).end();
        out.put("notices", receipt.texts("notices"));
        out.put("quantity_normalised", normalised.amount());
        out.put("quantity_received", received.amount());
        out.object("result")
            .put("kg_co2e", kilograms(gwpSet))
            .put("kg_co2e_ar4", kilograms(GwpSet.AR4))
            .put("kg_co2e_ar5", kilograms(GwpSet.AR5))
            .put("kg_co2e_ar6", kilograms(GwpSet.AR6))
            .end();
        out.put("rounding", Receipt.ROUNDING);
        out.put("unit", normalised.unit().code());
        out.put("unit_received", received.unit().code());
        out.end();
        return json.toString();
    }

    private BigDecimal kilograms(GwpSet set) {
        var mass = new Quantity(times.multiply(factor.valueUnder(set)), factor.mass());
        return Co2eMass.rounded(mass.in(Unit.KILOGRAM).amount()).kilograms();
    }

    private Optional<List<Quantity>> freight() {
        if (!receipt.has("freight")) {
            return Optional.empty();
        }
        Node freight = receipt.object("freight");
        return Optional.of(List.of(freight.quantity("mass", "mass_unit"), freight.quantity("distance",
                "distance_unit")));
    }

    private void writeAttribution(ObjectWriter object) {
        Node attribution = receipt.object("attribution");
        BigDecimal category = attribution.number("category");
        object.put("assumed", (Boolean) attribution.value("assumed"))
            .put("category", category == null ? null : category.intValueExact())
            .put("rule", text(attribution, "rule"))
            .put("rules", text(attribution, "rules"))
            .put("scope", attribution.integer("scope"))
            .put("version", attribution.integer("version"))
            .end();
    }

    private void writeFactor(ObjectWriter object) {
        object.put("edition", factor.edition());
        writeGases(object.object("gases"), factor.gases());
        object.put("id", factor.id())
            .put("mass_unit", factor.mass().code())
            .put("methane_origin", factor.gases().methaneOrigin().code())
            .put("per", factor.per() == null ? null : factor.per().code())
            .put("published_gwp_set", factor.publishedGwpSet() == null ? null : factor.publishedGwpSet().name())
            .put("published_value", factor.value())
            .put("region", factor.region())
            .put("source", factor.source())
            .put("unit", factor.unitText())
            .put("value", factor.valueUnder(gwpSet))
            .put("year", factor.year())
            .end();
    }

    private static void writeGases(ObjectWriter object, GasMasses gases) {
        object.putKnown("biogenic_co2", gases.biogenicCo2())
            .putKnown("ch4", gases.ch4())
            .putKnown("co2", gases.co2())
            .putKnown("n2o", gases.n2o())
            .end();
    }

    private String text(String key) {
        return text(receipt, key);
    }

    private static String text(Node node, String key) {
        return java.util.Objects.requireNonNull(node.text(key), key + " is missing");
    }
}
