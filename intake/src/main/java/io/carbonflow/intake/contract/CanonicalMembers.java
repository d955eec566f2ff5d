package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.intake.json.Quote;

/** The members of one object of a {@link CanonicalActivity}; each is taken out once, and none may be left. */
final class CanonicalMembers {

    private final Map<String, Object> left;

    private CanonicalMembers(Map<?, ?> members) {
        left = new TreeMap<>();
        members.forEach((name, value) -> left.put((String) name, value));
    }

    static CanonicalMembers of(String content) {
        if (CanonicalJson.read(content) instanceof Map<?, ?> members) {
            return new CanonicalMembers(members);
        }
        throw new IllegalArgumentException("the content of an activity is a JSON object");
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw fault(name, null, "a text");
        }
        return text;
    }

    String textOrNull(String name) {
        Object value = left.remove(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw fault(name, value, "a text");
    }

    /** The decimal in plain digits; null where there is none. */
    String decimal(String name) {
        BigDecimal number = number(name);
        return number == null ? null : number.toPlainString();
    }

    Integer whole(String name) {
        BigDecimal number = number(name);
        try {
            return number == null ? null : number.intValueExact();
        } catch (ArithmeticException e) {
            throw fault(name, number, "a whole number");
        }
    }

    Instant timeOrNull(String name) {
        String text = textOrNull(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw fault(name, text, "a UTC instant");
        }
    }

    ActivityKind kind(String name) {
        String text = text(name);
        return Arrays.stream(ActivityKind.values())
            .filter(kind -> kind.name().equals(text))
            .findFirst()
            .orElseThrow(() -> fault(name, text, "one of " + Arrays.toString(ActivityKind.values())));
    }

    CanonicalMembers object(String name) {
        Object value = left.remove(name);
        if (value instanceof Map<?, ?> members) {
            return new CanonicalMembers(members);
        }
        throw fault(name, value, "an object");
    }

    /** All that is left, every member a text. */
    Map<String, String> texts() {
        var texts = new HashMap<String, String>();
        for (String name : left.keySet().toArray(String[]::new)) {
            texts.put(name, text(name));
        }
        return texts;
    }

    /** What a later version wrote would otherwise be lost without a word. */
    void end() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("an activity has no members " + left.keySet());
        }
    }

    private BigDecimal number(String name) {
        Object value = left.remove(name);
        if (value == null || value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        throw fault(name, value, "a number");
    }

    private static IllegalArgumentException fault(String name, Object found, String allowed) {
        return new IllegalArgumentException(
                "%s is %s, found %s".formatted(name, allowed, Quote.of(String.valueOf(found))));
    }
}
