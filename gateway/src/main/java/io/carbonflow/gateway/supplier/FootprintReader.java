package io.carbonflow.gateway.supplier;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Fields;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** Reads one ProductFootprint of PACT version 2 or 3. */
final class FootprintReader {

    /** A footprint without a validity period of its own is valid this long after its reference period. */
    private static final int VALID_YEARS = 3;

    private final JsonNode json;
    private final Reasons reasons = new Reasons();
    private final List<String> warnings = new ArrayList<>();
    private final boolean isVersion2;

    private FootprintReader(JsonNode json) {
        this.json = json;
        isVersion2 = json.path("specVersion").asText("").startsWith("2");
    }

    /**
     * What one item came to.
     *
     * @param verdict   context, or a refusal: a footprint by itself is no activity
     * @param footprint empty where it was refused
     * @param warnings  what was tolerated
     */
    record Read(Verdict verdict, Optional<Footprint> footprint, List<String> warnings) {}

    /**
     * @param supplierId whose footprint it is by the sender's word; null where nobody said
     * @param times      our clock's bounds
     */
    static Read read(JsonNode json, String supplierId, Times times) {
        return new FootprintReader(json).read(supplierId, times);
    }

    private Read read(String supplierId, Times times) {
        var fields = new Fields(json, reasons);
        String id = fields.requiredId("id");
        version(fields);
        String status = fields.word("status", List.of("Active", "Deprecated"));
        Instant created = fields.required("created") ? fields.time("created", times) : null;
        List<String> companies = names("companyIds", false);
        List<String> products = names("productIds", true);
        JsonNode pcf = json.path("pcf");
        if (!pcf.isObject()) {
            reasons.add(ReasonCode.FIELD_MISSING, "pcf", "pcf is required: a JSON object");
        }
        Unit unit = pcf.isObject() ? unit(isVersion2 ? "declaredUnit" : "declaredUnitOfMeasurement") : null;
        BigDecimal amount = pcf.isObject() ? decimal(isVersion2 ? "unitaryProductAmount" : "declaredUnitAmount", true)
                : null;
        BigDecimal excluding = pcf.isObject()
                ? decimal(isVersion2 ? "pCfExcludingBiogenic" : "pcfExcludingBiogenicUptake", true)
                : null;
        if (pcf.isObject()) {
            decimal(isVersion2 ? "pCfIncludingBiogenic" : "pcfIncludingBiogenicUptake", false);
            decimal("primaryDataShare", false);
        }
        positive(amount, isVersion2 ? "pcf.unitaryProductAmount" : "pcf.declaredUnitAmount");
        if (excluding != null && excluding.signum() < 0) {
            reasons.add(ReasonCode.QUANTITY_NEGATIVE, "pcf",
                    "the footprint without biogenic uptake is zero or more, found " + excluding.toPlainString());
        }
        Instant referenceEnd = pcf.isObject() ? time(pcf, "pcf.", "referencePeriodEnd", true) : null;
        Instant from = time(json, "", "validityPeriodStart", false);
        Instant to = time(json, "", "validityPeriodEnd", false);
        otherOperator(pcf);
        String eventId = id == null ? null : "pact:" + id + (version2() > 0 ? ":v" + version2() : "");
        String source = "pact:"
                + (supplierId != null ? supplierId : companies.isEmpty() ? "unknown" : companies.get(0));
        if (!reasons.isEmpty() || referenceEnd == null) {
            return new Read(reasons.refusal(eventId, source), Optional.empty(), warnings);
        }
        LocalDate validFrom = day(from == null ? referenceEnd : from);
        LocalDate validTo = to == null ? day(referenceEnd).plusYears(VALID_YEARS) : day(to);
        var suppliers = new LinkedHashSet<String>();
        if (supplierId != null) {
            suppliers.add(supplierId);
        }
        suppliers.addAll(companies);
        var footprint = new Footprint(id, version2(), created, "Deprecated".equals(status), List.copyOf(suppliers),
                products, excluding.divide(amount, MathContext.DECIMAL64).stripTrailingZeros().toPlainString(),
                unit.code(), validFrom, validTo, pcf.path("primaryDataShare").asText(null));
        return new Read(new Verdict.Context(eventId, source, "footprint"), Optional.of(footprint), warnings);
    }

    private void version(Fields fields) {
        if (fields.required("specVersion") && !json.path("specVersion").asText("").matches("[23]\\.\\d.*")) {
            fields.invalid("specVersion", "a version 2 or 3 of PACT, such as 3.0.0");
        }
    }

    private int version2() {
        return isVersion2 && json.path("version").canConvertToInt() ? Math.max(0, json.path("version").intValue()) : 0;
    }

    /** Names in a list of URNs: each as it is, and its last part. */
    private List<String> names(String field, boolean lowerCase) {
        JsonNode list = json.path(field);
        var names = new LinkedHashSet<String>();
        list.forEach(one -> {
            String name = lowerCase ? one.asText("").toLowerCase(Locale.ROOT) : one.asText("");
            if (!name.isBlank() && name.length() <= 200) {
                names.add(name);
                names.add(name.substring(name.lastIndexOf(':') + 1));
            }
        });
        if (!list.isArray() || names.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, field, field + " is required: an array of URNs, not empty");
        }
        return List.copyOf(names);
    }

    private Unit unit(String name) {
        String text = json.path("pcf").path(name).asText("").strip();
        if (text.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, "pcf." + name, "pcf." + name + " is required");
            return null;
        }
        String ours = text.equals("ton kilometer") ? "t.km" : text.replace(' ', '_');
        var unit = Unit.find(ours);
        if (unit.isEmpty()) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, "pcf." + name, Quote.of(text) + " is not a unit we know");
        }
        return unit.orElse(null);
    }

    private BigDecimal decimal(String name, boolean isRequired) {
        JsonNode value = json.path("pcf").path(name);
        if (value.isMissingNode() || value.isNull()) {
            if (isRequired) {
                reasons.add(ReasonCode.FIELD_MISSING, "pcf." + name, "pcf." + name + " is required");
            }
            return null;
        }
        return Decimals.read(value, "pcf." + name, reasons);
    }

    private void positive(BigDecimal amount, String field) {
        if (amount != null && amount.signum() <= 0) {
            reasons.add(ReasonCode.FIELD_INVALID, field, field + " is more than zero, found " + amount.toPlainString());
        }
    }

    private Instant time(JsonNode holder, String prefix, String name, boolean isRequired) {
        String text = holder.path(name).asText("");
        if (text.isEmpty()) {
            if (isRequired) {
                reasons.add(ReasonCode.FIELD_MISSING, prefix + name, prefix + name + " is required");
            }
            return null;
        }
        // A period may well end in the future, so only the form counts.
        return new Times(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z")).read(text, prefix + name, null, reasons);
    }

    /** An example of the specification has the name beside the rules instead of in the rule it belongs to. */
    private void otherOperator(JsonNode pcf) {
        if (pcf.has("otherOperatorName")) {
            warnings
                .add("pcf.otherOperatorName belongs into the productOrSectorSpecificRules it names; taken as it is");
        }
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
