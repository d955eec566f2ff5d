package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quality.ResultQuality;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.CanonicalJson.ObjectWriter;
import io.carbonflow.accounting.receipt.ReceiptText.Gap;

/** Writes what all receipts of a working have in common, and marks where the amounts go. */
final class ReceiptWriter {

    private final StringBuilder json;
    private final Consumer<Gap> gaps;
    private final Working working;
    private final AppliedFactor factor;
    private final boolean isCarried;

    ReceiptWriter(StringBuilder json, Consumer<Gap> gaps, Working working, boolean isCarried) {
        this.json = json;
        this.gaps = gaps;
        this.working = working;
        this.factor = working.factor();
        this.isCarried = isCarried;
    }

    void write() {
        Unit unit = factor.per() == null ? working.basisUnit() : factor.per();
        Conversion conversion = working.basisUnit().conversionTo(unit);
        var receipt = new ObjectWriter(json);
        receipt.put("activity", working.activity());
        working.allocation().ifPresent(share -> writeAllocation(receipt.object("allocation"), share));
        writeAttribution(receipt.object("attribution"));
        receipt.separate();
        gaps.accept(Gap.BASIS);
        receipt.objectAfterGap("conversion")
            .put("divisor", conversion.divisor())
            .put("multiplier", conversion.multiplier())
            .end();
        receipt.putKnown("element", working.element().orElse(null));
        writeFactor(receipt.object("factor"), factor, isCarried);
        receipt.put("format", Receipt.FORMAT);
        gap(receipt, "gases", Gap.GASES);
        receipt.object("gwp")
            .put("ch4", working.gwpSet().methane(factor.gases().methaneOrigin()))
            .put("n2o", working.gwpSet().nitrousOxide())
            .end();
        receipt.put("gwp_set", working.gwpSet().name());
        receipt.put("method", working.method().code());
        writeVersion(receipt.object("methodology"), working.methodology());
        receipt.put("notices", working.notices());
        receipt.put("part", working.part().code());
        receipt.object("policy").put("version", working.policyVersion()).end();
        gap(receipt, "quantity_normalised", Gap.NORMALISED);
        gap(receipt, "quantity_received", Gap.RECEIVED);
        gap(receipt, "result", Gap.RESULT);
        receipt.put("rounding", Receipt.ROUNDING);
        working.share()
            .ifPresent(share -> receipt.object("share")
                .put("consolidation", share.consolidation())
                .put("facility", share.facilityId())
                .put("value", share.value())
                .end());
        writeUncertainty(receipt.object("uncertainty"));
        receipt.put("unit", unit.code());
        receipt.put("unit_received", working.receivedUnit().code());
        receipt.end();
    }

    private void gap(ObjectWriter object, String key, Gap gap) {
        object.open(key);
        gaps.accept(gap);
    }

    private void writeAllocation(ObjectWriter object, Working.AllocatedShare share) {
        object.put("amounts", share.amounts())
            .put("by", share.by())
            .put("index", share.index())
            .put("key", share.key().id());
        gap(object, "total", Gap.ALLOCATED);
        object.put("version", share.key().version()).end();
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

    private void writeFactor(ObjectWriter object, AppliedFactor written, boolean carried) {
        if (!written.components().isEmpty()) {
            object.open("components");
            char separator = '[';
            for (AppliedFactor.Component component : written.components()) {
                json.append(separator);
                var part = new ObjectWriter(json);
                writeFactor(part.object("factor"), component.factor(), false);
                part.put("kind", component.kind()).put("weight", component.weight()).end();
                separator = ',';
            }
            json.append(']');
        }
        object.put("edition", written.edition());
        writeGases(object.object("gases"), written.gases());
        if (written.gases().anyKnown()) {
            writePotentials(object.object("gwp"), written.gases());
        }
        object.put("id", written.id())
            .put("mass_unit", written.mass().code())
            .put("methane_origin", written.gases().methaneOrigin().code())
            .put("per", written.per() == null ? null : written.per().code())
            .put("portion", written.portion().code())
            .put("published_gwp_set", written.publishedGwpSet() == null ? null : written.publishedGwpSet().name());
        if (carried) {
            gap(object, "published_value", Gap.PUBLISHED_VALUE);
        } else {
            object.put("published_value", written.value());
        }
        object.put("region", written.region()).put("source", written.source()).put("unit", written.unitText());
        if (carried) {
            gap(object, "value", Gap.VALUE);
        } else {
            object.put("value", written.valueUnder(working.gwpSet()));
        }
        object.putKnown("well_to_tank", written.wellToTank()).put("year", written.year()).end();
    }

    /** Under every set, because the result is; a gas the set has no potential for counts nothing under it. */
    private static void writePotentials(ObjectWriter object, GasMasses gases) {
        for (GwpSet set : GwpSet.values()) {
            var others = new TreeMap<String, BigDecimal>();
            gases.other()
                .kilograms()
                .keySet()
                .forEach(species -> set.potentialOf(species).ifPresent(value -> others.put(species, value)));
            object.object(set.name())
                .put("ch4", set.methane(gases.methaneOrigin()))
                .put("n2o", set.nitrousOxide())
                .putKnown("other", others.isEmpty() ? null : others)
                .end();
        }
        object.end();
    }

    private static void writeGases(ObjectWriter object, GasMasses gases) {
        object.putKnown("biogenic_co2", gases.biogenicCo2())
            .putKnown("ch4", gases.ch4())
            .putKnown("co2", gases.co2())
            .putKnown("n2o", gases.n2o())
            .putKnown("other", gases.other().isEmpty() ? null : gases.other().kilograms())
            .end();
    }

    private void writeUncertainty(ObjectWriter object) {
        ResultQuality quality = working.quality();
        object.put("activity", quality.activity())
            .put("basic", quality.basic())
            .put("completeness", quality.factor().completeness())
            .put("geographical", quality.factor().geographical())
            .put("gsd2", quality.uncertainty().gsd2());
        gap(object, "high", Gap.HIGH);
        gap(object, "low", Gap.LOW);
        object.put("pcaf", quality.pcaf())
            .put("reliability", quality.factor().reliability())
            .put("score", quality.score())
            .put("stated_gsd2", quality.statedGsd2())
            .put("technological", quality.factor().technological())
            .put("temporal", quality.factor().temporal())
            .end();
    }

    private static void writeVersion(ObjectWriter object, Working.Version version) {
        object.put("id", version.id()).put("version", version.version()).end();
    }
}
