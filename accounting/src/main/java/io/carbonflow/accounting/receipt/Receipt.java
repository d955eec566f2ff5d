package io.carbonflow.accounting.receipt;

import java.util.ArrayList;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.receipt.CanonicalJson.ObjectWriter;

/**
 * What a result rests on, together with the result, as canonical JSON. The same working gives the same bytes on any
 * machine and any day, and {@link #recompute} gives them again from the receipt alone.
 */
public final class Receipt {

    static final String ROUNDING = "half_even, 6 decimals, once";
    /** Counts up when the form of a receipt changes; an older form stays readable. */
    static final int FORMAT = 1;

    private final Working working;
    private final Amounts amounts;

    private Receipt(Working working) {
        this.working = working;
        this.amounts = Amounts.of(working.received(), working.factor());
    }

    /** Works the result out. */
    public static Receipt of(Working working) {
        return new Receipt(working);
    }

    /**
     * Works the result out again from what a receipt says it rests on.
     *
     * @return the receipt with the result as it should be; the same text where the receipt is right
     * @throws IllegalArgumentException where the text is not a receipt
     */
    public static String recompute(String receiptJson) {
        return new Receipt(ReceiptReader.read(receiptJson)).json();
    }

    public Working working() {
        return working;
    }

    public Amounts amounts() {
        return amounts;
    }

    /** The canonical text. */
    public String json() {
        var json = new StringBuilder(1200);
        var receipt = new ObjectWriter(json);
        receipt.put("activity", working.activity());
        writeAttribution(receipt.object("attribution"));
        writeConversion(receipt.object("conversion"));
        writeFactor(receipt.object("factor"));
        receipt.put("format", FORMAT);
        working.freight()
            .ifPresent(freight -> receipt.object("freight")
                .put("distance", freight.distance().amount())
                .put("distance_unit", freight.distance().unit().code())
                .put("mass", freight.mass().amount())
                .put("mass_unit", freight.mass().unit().code())
                .end());
        writeGases(receipt.object("gases"), amounts.gases());
        receipt.object("gwp")
            .put("ch4", working.gwpSet().methane(amounts.gases().methaneOrigin()))
            .put("n2o", working.gwpSet().nitrousOxide())
            .end();
        receipt.put("gwp_set", working.gwpSet().name());
        receipt.put("method", working.method().code());
        writeVersion(receipt.object("methodology"), working.methodology());
        receipt.put("notices", new ArrayList<>(working.notices()));
        receipt.put("quantity_normalised", amounts.normalised().amount());
        receipt.put("quantity_received", working.received().amount());
        receipt.object("result")
            .put("kg_co2e", amounts.under(working.gwpSet()).kilograms())
            .put("kg_co2e_ar4", amounts.ar4().kilograms())
            .put("kg_co2e_ar5", amounts.ar5().kilograms())
            .put("kg_co2e_ar6", amounts.ar6().kilograms())
            .end();
        receipt.put("rounding", ROUNDING);
        receipt.put("unit", amounts.normalised().unit().code());
        receipt.put("unit_received", working.received().unit().code());
        receipt.end();
        return json.toString();
    }

    private void writeAttribution(ObjectWriter object) {
        Attribution attribution = working.attribution();
        object.put("assumed", attribution.assumed())
            .put("category", attribution.category().isPresent() ? attribution.category().getAsInt() : null)
            .put("rule", attribution.rule())
            .put("rules", working.attributionRules().id())
            .put("scope", attribution.scope())
            .put("version", working.attributionRules().version())
            .end();
    }

    private void writeConversion(ObjectWriter object) {
        Conversion conversion = working.received().unit().conversionTo(amounts.normalised().unit());
        object.put("divisor", conversion.divisor()).put("multiplier", conversion.multiplier()).end();
    }

    private void writeFactor(ObjectWriter object) {
        AppliedFactor factor = working.factor();
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
            .put("value", factor.valueUnder(working.gwpSet()))
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

    private static void writeVersion(ObjectWriter object, Working.Version version) {
        object.put("id", version.id()).put("version", version.version()).end();
    }
}
