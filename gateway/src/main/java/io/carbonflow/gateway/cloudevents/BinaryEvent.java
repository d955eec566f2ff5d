package io.carbonflow.gateway.cloudevents;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event in binary form: its attributes are headers, and travel in the content type, so that the bytes can be read
 * again.
 *
 * @param type        never null
 * @param id          never null
 * @param time        null where it does not say
 * @param contentType of the data
 */
record BinaryEvent(String type, String id, String time, String contentType) {

    private static final Pattern ATTRIBUTE = Pattern.compile(";ce_(type|id|time)=\"([^\"]*)\"");

    /** Null where the content type is not that of an event in binary form. */
    static BinaryEvent ofContentType(String contentType) {
        String type = null;
        String id = "";
        String time = null;
        Matcher attributes = ATTRIBUTE.matcher(contentType);
        while (attributes.find()) {
            switch (attributes.group(1)) {
                case "type" -> type = attributes.group(2);
                case "id" -> id = attributes.group(2);
                default -> time = attributes.group(2);
            }
        }
        return type == null ? null : new BinaryEvent(type, id, time, ATTRIBUTE.matcher(contentType).replaceAll(""));
    }

    /** The content type with the attributes in it. */
    String toContentType() {
        return contentType + ";ce_type=\"" + plain(type) + "\";ce_id=\"" + plain(id) + '"'
                + (time == null ? "" : ";ce_time=\"" + plain(time) + '"');
    }

    private static String plain(String text) {
        return text.replaceAll("[^\\x20\\x21\\x23-\\x7e]", "");
    }
}
