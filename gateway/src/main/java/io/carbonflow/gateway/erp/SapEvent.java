package io.carbonflow.gateway.erp;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The CloudEvent around a document. In binary form it is in the headers, which travel in the content type.
 *
 * @param type its type; empty where there is no event
 * @param time when it happened; null where it does not say
 */
record SapEvent(String type, Instant time) {

    static final String MEDIA_TYPE = "application/cloudevents+json";
    static final String TYPE_HEADER = "ce-type";
    static final String TIME_HEADER = "ce-time";
    static final SapEvent NONE = new SapEvent("", null);
    private static final Pattern BINARY_TYPE = Pattern.compile(";\\s*ce_type=\"([^\"]*)\"");
    private static final Pattern BINARY_TIME = Pattern.compile(";\\s*ce_time=\"([^\"]*)\"");

    /** The event of binary form; {@link #NONE} where the content type tells none. */
    static SapEvent ofContentType(String contentType) {
        Matcher type = BINARY_TYPE.matcher(contentType);
        Matcher time = BINARY_TIME.matcher(contentType);
        return type.find()
                ? new SapEvent(type.group(1), instant(time.find() ? time.group(1) : ""))
                : NONE;
    }

    /** The event of structured form; otherwise the one given. */
    static SapEvent of(JsonNode json, SapEvent otherwise) {
        return json.path("type").isTextual() && (json.has("specversion") || json.has("data"))
                ? new SapEvent(json.get("type").textValue(),
                        instant(json.path("time").asText("")))
                : otherwise;
    }

    /** The content type under which an event of binary form is read; as it is where there is no event. */
    static String contentType(String contentType, String type, String time) {
        return type == null ? contentType
                : contentType + ";ce_type=\"" + plain(type) + '"'
                        + (time == null ? "" : ";ce_time=\"" + plain(time) + '"');
    }

    /** Whether its type speaks of this business object, named in lower case. */
    boolean concerns(String object) {
        return type.toLowerCase(Locale.ROOT).contains(object);
    }

    boolean isCancelling() {
        return EventType.isEnding(type);
    }

    private static String plain(String text) {
        return text.replaceAll("[^\\x21\\x23-\\x7e]", "");
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
