package io.carbonflow.accounting.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.quality.Uncertainty;
import io.carbonflow.accounting.receipt.CanonicalJson.ObjectWriter;

/** The text of a working's receipts with a gap for every amount, so that an event's receipt is filled in, not written. */
final class ReceiptText {

    /** What a gap is filled with. */
    enum Gap {
        ALLOCATED,
        BASIS,
        PUBLISHED_VALUE,
        VALUE,
        GASES,
        NORMALISED,
        RECEIVED,
        RESULT,
        HIGH,
        LOW
    }

    private final List<byte[]> texts = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final boolean isAscii;
    private final Uncertainty spread;

    private ReceiptText(StringBuilder json, List<Gap> gaps, List<Integer> positions, Uncertainty spread) {
        this.gaps.addAll(gaps);
        this.spread = spread;
        int from = 0;
        for (int position : positions) {
            texts.add(json.substring(from, position).getBytes(UTF_8));
            from = position;
        }
        texts.add(json.substring(from).getBytes(UTF_8));
        isAscii = json.chars().allMatch(c -> c < 0x80);
    }

    static ReceiptText of(Working working, boolean isCarried) {
        var json = new StringBuilder(1600);
        var gaps = new ArrayList<Gap>();
        var positions = new ArrayList<Integer>();
        new ReceiptWriter(json, gap -> {
            gaps.add(gap);
            positions.add(json.length());
        }, working, isCarried).write();
        return new ReceiptText(json, gaps, positions, working.quality().uncertainty());
    }

    Uncertainty spread() {
        return spread;
    }

    /** The text with the receipt's amounts. */
    String of(Receipt receipt) {
        Buffer out = Buffer.empty();
        for (int i = 0; i < gaps.size(); i++) {
            out.put(texts.get(i), isAscii);
            fill(out, gaps.get(i), receipt);
        }
        return out.put(texts.get(gaps.size()), isAscii).text();
    }

    private static void fill(Buffer out, Gap gap, Receipt receipt) {
        switch (gap) {
            case ALLOCATED -> masses(out, receipt, receipt.whole());
            case BASIS -> receipt.basis().ifPresent(basis -> out.put(basis(basis)));
            case PUBLISHED_VALUE -> out.put(receipt.factor().value());
            case VALUE -> out.put(receipt.factor().valueUnder(receipt.working().gwpSet()));
            case GASES -> gases(out, receipt.amounts().gases());
            case NORMALISED -> out.put(receipt.amounts().normalised().amount());
            case RECEIVED -> out.put(receipt.received().amount());
            case RESULT -> masses(out, receipt, receipt.amounts());
            case HIGH -> out.put(receipt.highKilograms());
            case LOW -> out.put(receipt.lowKilograms());
        }
    }

    private static final byte[] KG_CO2E = "{\"kg_co2e\":".getBytes(UTF_8);
    private static final byte[] KG_CO2E_AR4 = ",\"kg_co2e_ar4\":".getBytes(UTF_8);
    private static final byte[] KG_CO2E_AR5 = ",\"kg_co2e_ar5\":".getBytes(UTF_8);
    private static final byte[] KG_CO2E_AR6 = ",\"kg_co2e_ar6\":".getBytes(UTF_8);
    private static final byte[] END = "}".getBytes(UTF_8);

    private static void masses(Buffer out, Receipt receipt, Amounts amounts) {
        out.put(KG_CO2E, true).put(amounts.under(receipt.working().gwpSet()).kilograms());
        out.put(KG_CO2E_AR4, true).put(amounts.ar4().kilograms());
        out.put(KG_CO2E_AR5, true).put(amounts.ar5().kilograms());
        out.put(KG_CO2E_AR6, true).put(amounts.ar6().kilograms()).put(END, true);
    }

    private static void gases(Buffer out, GasMasses gases) {
        if (gases == GasMasses.UNKNOWN) {
            out.put("{}");
            return;
        }
        char separator = '{';
        separator = gas(out, separator, "biogenic_co2", gases.biogenicCo2());
        separator = gas(out, separator, "ch4", gases.ch4());
        separator = gas(out, separator, "co2", gases.co2());
        separator = gas(out, separator, "n2o", gases.n2o());
        if (!gases.other().isEmpty()) {
            out.put(separator + "\"other\":");
            separator = '{';
            for (Map.Entry<String, BigDecimal> gas : gases.other().kilograms().entrySet()) {
                separator = gas(out, separator, gas.getKey(), gas.getValue());
            }
            out.put("}");
        }
        out.put(separator == '{' ? "{}" : "}");
    }

    private static char gas(Buffer out, char separator, String name, BigDecimal mass) {
        if (mass == null) {
            return separator;
        }
        out.put(separator + "\"" + name + "\":").put(mass);
        return ',';
    }

    private static String basis(Basis basis) {
        var json = new StringBuilder(400).append("\"basis\":");
        var object = new ObjectWriter(json);
        object.put("formula", basis.formula().text());
        ObjectWriter inputs = object.object("inputs");
        basis.inputs()
            .forEach((name, input) -> inputs.object(name)
                .put("source", input.source())
                .put("unit", input.unit())
                .put("value", input.value())
                .end());
        inputs.end();
        object.put("unit", basis.unit().code()).put("value", basis.quantity().amount()).end();
        return json.append(',').toString();
    }
}
