package io.carbonflow.gateway.mapped;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * The content type of a mapped delivery, from which each of its items can be read again alone: beside the form it says
 * which mapping reads it, and of a CSV file the header line.
 *
 * @param form    {@code application/json}, {@code application/x-ndjson} or {@code text/csv}
 * @param mapping the mapping's name; empty where the delivery names none
 * @param header  the bytes of the header line; empty where there is none
 */
record MappedType(String form, String mapping, byte[] header) {

    private static final String MAPPING = "mapping=";
    private static final String HEADER = "header=";

    /** @param contentType as the sender states it; null is taken for JSON */
    static MappedType parse(String contentType) {
        String mapping = "";
        byte[] header = {};
        String[] parts = (contentType == null ? "application/json" : contentType).split(";", -1);
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.startsWith(MAPPING)) {
                mapping = parameter.substring(MAPPING.length());
            } else if (parameter.startsWith(HEADER)) {
                header = decoded(parameter.substring(HEADER.length()));
            }
        }
        return new MappedType(parts[0].strip().toLowerCase(Locale.ROOT), mapping, header);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }

    String text() {
        String named = form + ";" + MAPPING + mapping;
        return header.length == 0 ? named
                : named + ";" + HEADER + Base64.getUrlEncoder().withoutPadding().encodeToString(header);
    }

    boolean isCsv() {
        return form.contains("csv");
    }

    boolean isLines() {
        return form.contains("ndjson") || form.contains("jsonl") || form.contains("json-seq");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MappedType type && form.equals(type.form) && mapping.equals(type.mapping)
                && Arrays.equals(header, type.header);
    }

    @Override
    public int hashCode() {
        return mapping.hashCode();
    }
}
