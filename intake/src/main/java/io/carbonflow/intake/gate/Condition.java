package io.carbonflow.intake.gate;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.ActivityValues;
import io.carbonflow.intake.contract.Circumstances;
import io.carbonflow.intake.document.DocumentFields;
import io.carbonflow.intake.document.Glob;

/**
 * One comparison of a field with a value. A field that is absent meets {@code absent} alone.
 *
 * @param field  a field of the activity, or {@code channel}, {@code source_trust}, {@code age}
 * @param op     how it is compared
 * @param texts  what it is compared with; empty for {@code present} and {@code absent}
 * @param number the one text as a number, for an age in seconds; null where the comparison is of texts
 * @param unit   the unit of the number; null for the number as it stands there
 */
record Condition(String field, String op, List<String> texts, BigDecimal number, Unit unit) {

    private static final List<String> EXISTENCE = List.of("present", "absent");
    private static final List<String> ORDER = List.of("lt", "le", "gt", "ge");
    private static final List<String> OPS = Stream
        .of(List.of("eq", "ne", "in", "not_in", "matches"), ORDER, EXISTENCE)
        .flatMap(List::stream)
        .toList();
    private static final String TRUST = "source_trust";
    private static final String AGE = "age";

    Condition {
        texts = List.copyOf(texts);
    }

    static Condition read(DocumentFields fields) {
        String field = fields.requiredText("field");
        if (field != null && !ActivityValues.isField(field) && !List.of("channel", TRUST, AGE).contains(field)) {
            fields.fault("field", "one of channel, source_trust, age, %s, or a name under attributes"
                .formatted(ActivityValues.names().stream().sorted().toList()));
        }
        String op = Optional.ofNullable(fields.requiredWord("op", OPS)).orElse("present");
        Unit unit = fields.text("unit").flatMap(text -> {
            var found = Unit.find(text);
            if (found.isEmpty()) {
                fields.fault("unit", "a unit such as kWh");
            }
            return found;
        }).orElse(null);
        List<String> texts = EXISTENCE.contains(op) ? List.of() : values(fields, op);
        BigDecimal number = ORDER.contains(op) && !texts.isEmpty() ? number(fields, field, texts.get(0)) : null;
        return new Condition(field == null ? "id" : field, op, texts, number, unit);
    }

    boolean holds(RawActivity item, Circumstances circumstances) {
        if (number != null) {
            BigDecimal found = amount(item, circumstances);
            return found != null && compares(found.compareTo(number));
        }
        String found = text(item, circumstances);
        return switch (op) {
            case "present" -> found != null;
            case "absent" -> found == null;
            case "eq", "in" -> found != null && texts.contains(found);
            case "ne", "not_in" -> found != null && !texts.contains(found);
            default -> found != null && new Glob(texts.get(0)).matches(found);
        };
    }

    private boolean compares(int comparison) {
        return switch (op) {
            case "lt" -> comparison < 0;
            case "le" -> comparison <= 0;
            case "gt" -> comparison > 0;
            default -> comparison >= 0;
        };
    }

    private BigDecimal amount(RawActivity item, Circumstances circumstances) {
        if (field.equals(AGE)) {
            Instant ended = item.getPeriodEnd() == null ? item.getOccurredAt() : item.getPeriodEnd();
            return BigDecimal.valueOf(Duration.between(ended, circumstances.receivedAt()).toSeconds());
        }
        return field.equals(TRUST) ? circumstances.sourceTrust() : ActivityValues.amount(item, field, unit);
    }

    private String text(RawActivity item, Circumstances circumstances) {
        return switch (field) {
            case "channel" -> circumstances.channel();
            case AGE -> "";
            case TRUST -> circumstances.sourceTrust() == null ? null : circumstances.sourceTrust().toPlainString();
            default -> ActivityValues.text(item, field);
        };
    }

    private static List<String> values(DocumentFields fields, String op) {
        if (op.equals("in") || op.equals("not_in")) {
            if (!fields.has("value")) {
                fields.fault("value", "nothing", "an array of texts");
            }
            return fields.texts("value");
        }
        JsonNode value = fields.node("value");
        if (!value.isValueNode() || value.isNull()) {
            fields.fault("value", "a text or a number");
            return List.of("");
        }
        return List.of(value.asText());
    }

    private static BigDecimal number(DocumentFields fields, String field, String text) {
        if (!AGE.equals(field)) {
            return fields.decimal("value").orElse(BigDecimal.ZERO);
        }
        try {
            return BigDecimal.valueOf(Duration.parse(text).toSeconds());
        } catch (DateTimeException e) {
            fields.fault("value", "a duration such as P30D");
            return BigDecimal.ZERO;
        }
    }
}
