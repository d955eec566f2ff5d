package io.carbonflow.ledger.chain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** Writes the members of one canonical JSON object, in the order they come; the caller keeps them sorted. */
final class Canonical {

    private static final DateTimeFormatter MICROSECONDS_UTC = DateTimeFormatter
        .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC);

    private final StringBuilder json = new StringBuilder(1600);

    Canonical text(String key, String value) {
        key(key);
        appendText(value);
        return this;
    }

    Canonical decimal(String key, BigDecimal value) {
        return text(key, value == null ? null : value.toPlainString());
    }

    Canonical time(String key, Instant value) {
        return text(key, value == null ? null : MICROSECONDS_UTC.format(value));
    }

    Canonical hash(String key, byte[] value) {
        return text(key, Sha256.hex(value));
    }

    /** A whole number, a truth value or null, as JSON writes it. */
    Canonical literal(String key, Object value) {
        key(key).append(value);
        return this;
    }

    Canonical texts(String key, List<String> values) {
        key(key).append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            appendText(values.get(i));
        }
        json.append(']');
        return this;
    }

    String end() {
        return json.append('}').toString();
    }

    private StringBuilder key(String key) {
        return json.append(json.isEmpty() ? '{' : ',').append('"').append(key).append("\":");
    }

    private void appendText(String value) {
        if (value == null) {
            json.append("null");
        } else if (isPlain(value)) {
            json.append('"').append(value).append('"');
        } else {
            json.append(CanonicalJson.write(value));
        }
    }

    /** Whether no character of the text needs an escape; nearly every text of an entry is such. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
