package io.carbonflow.calculator.estimate;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.rules.DocumentFault;

/**
 * The members of a JSON object, read by kind; every fault is collected, so that one answer names them all.
 *
 * @param object the object; anything else reads as empty
 * @param prefix stands before a member's name in a reason
 * @param reasons collects the faults
 */
record JsonFields(JsonNode object, String prefix, List<ProblemReason> reasons) {

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** The members of a nested object; a member that is no object is a fault and reads as empty. */
    JsonFields inside(String name) {
        JsonNode node = object.path(name);
        if (has(name) && !node.isObject()) {
            invalid(name, node.toString(), "a JSON object");
        }
        return new JsonFields(node, prefix + name + '.', reasons);
    }

    /** A text or number as text; null where absent. */
    String text(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode node = object.get(name);
        if (!node.isTextual() && !node.isNumber()) {
            invalid(name, node.toString(), "a text");
            return null;
        }
        return node.asText();
    }

    /** A number or decimal text; null where absent. */
    BigDecimal decimal(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode node = object.get(name);
        String text = node.isNumber() || node.isTextual() ? node.asText() : "";
        return ExactDecimal.parse(text).orElseGet(() -> invalid(name, node.toString(), "a decimal number"));
    }

    /** Every member as text, as activities keep what no field holds; nested values as JSON, null ones not at all. */
    Map<String, String> texts() {
        var texts = new HashMap<String, String>();
        object.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!value.isNull()) {
                texts.put(member.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        });
        return texts;
    }

    boolean isTrue(String name) {
        return has(name) && object.get(name).asBoolean();
    }

    Instant instant(String name) {
        String text = text(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            reasons.add(new ProblemReason(isLocal(text)
                    ? ReasonCode.TIMESTAMP_WITHOUT_ZONE.name()
                    : ReasonCode.FIELD_INVALID.name(), prefix + name,
                    "%s is '%s', allowed is a time with a zone such as 2025-11-03T10:00:00Z".formatted(prefix + name,
                            text)));
            return null;
        }
    }

    LocalDate day(String name) {
        String text = text(name);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return invalid(name, text, "a date such as 2025-12-31");
        }
    }

    Integer year(String name) {
        String text = text(name);
        if (text == null || text.matches("(19|20)\\d{2}")) {
            return text == null ? null : Integer.valueOf(text);
        }
        return invalid(name, text, "a year such as 2025");
    }

    void missing(String name, String detail) {
        reasons.add(new ProblemReason(ReasonCode.FIELD_MISSING.name(), prefix + name, detail));
    }

    <T> T invalid(String name, String found, String allowed) {
        reasons
            .add(new ProblemReason(ReasonCode.FIELD_INVALID.name(), prefix + name, "%s is %s, allowed is %s".formatted(
                    prefix + name, found, allowed)));
        return null;
    }

    /** A fault inside a member that is a document of its own. */
    void invalid(String name, DocumentFault fault) {
        String path = prefix + name + (fault.path().isEmpty() ? "" : '.' + fault.path());
        reasons.add(new ProblemReason(ReasonCode.FIELD_INVALID.name(), path, "%s is %s, allowed is %s".formatted(path,
                fault.found(), fault.allowed())));
    }

    private static boolean isLocal(String text) {
        return text.matches("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?");
    }
}
