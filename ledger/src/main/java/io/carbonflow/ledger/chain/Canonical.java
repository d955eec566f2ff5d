package io.carbonflow.ledger.chain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** Writes the members of one canonical JSON object, in the order they come; the caller keeps them sorted. */
final class Canonical {

    private final StringBuilder json = new StringBuilder(1600);

    Canonical text(String key, String value) {
        key(key);
        appendText(value);
        return this;
    }

    /** A text where there is one: members that came after the first entries are left out where they say nothing. */
    Canonical textIfGiven(String key, String value) {
        return value == null ? this : text(key, value);
    }

    Canonical decimal(String key, BigDecimal value) {
        return text(key, value == null ? null : value.toPlainString());
    }

    Canonical time(String key, Instant value) {
        key(key);
        if (value == null) {
            json.append("null");
            return this;
        }
        var utc = LocalDateTime.ofEpochSecond(value.getEpochSecond(), value.getNano(), ZoneOffset.UTC);
        json.append('"');
        digits(utc.getYear(), 1_000).append('-');
        digits(utc.getMonthValue(), 10).append('-');
        digits(utc.getDayOfMonth(), 10).append('T');
        digits(utc.getHour(), 10).append(':');
        digits(utc.getMinute(), 10).append(':');
        digits(utc.getSecond(), 10).append('.');
        digits(utc.getNano() / 1_000, 100_000).append("Z\"");
        return this;
    }

    /** A time where there is one. */
    Canonical timeIfGiven(String key, Instant value) {
        return value == null ? this : time(key, value);
    }

    /** Appends a number with leading zeros. A date formatter does the same at many times the cost. */
    private StringBuilder digits(int number, int highestUnit) {
        for (int unit = highestUnit; unit > 0; unit /= 10) {
            json.append((char) ('0' + number / unit % 10));
        }
        return json;
    }

    Canonical hash(String key, byte[] value) {
        return text(key, Sha256.hex(value));
    }

    /** A whole number, a truth value or null, as JSON writes it. */
    Canonical literal(String key, Object value) {
        key(key).append(value);
        return this;
    }

    /** A literal that is left out where it is the usual one. */
    Canonical literalUnless(Object usual, String key, Object value) {
        return Objects.equals(usual, value) ? this : literal(key, value);
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
