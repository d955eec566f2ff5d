package io.carbonflow.gateway.files;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A header such as {@code text/csv; charset=UTF-8}: a value and its parameters.
 *
 * @param value      in lower case, without blanks around it
 * @param parameters by their names in lower case, quotes taken off
 */
record HeaderValue(String value, Map<String, String> parameters) {

    HeaderValue {
        parameters = Map.copyOf(parameters);
    }

    /** Reads a header; an absent one is empty. Whatever is no parameter is passed over. */
    static HeaderValue parse(String header) {
        var parameters = new LinkedHashMap<String, String>();
        String text = header == null ? "" : header;
        int at = end(text, 0);
        String value = text.substring(0, at).strip().toLowerCase(Locale.ROOT);
        while (at < text.length()) {
            int next = end(text, at + 1);
            String parameter = text.substring(at + 1, next);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        unquoted(parameter.substring(equals + 1).strip()));
            }
            at = next;
        }
        return new HeaderValue(value, parameters);
    }

    /** The same with one parameter more; its value is kept in a form that needs no quotes. */
    static String with(String header, String name, String value) {
        return header + "; " + name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    String parameter(String name) {
        return parameters.get(name);
    }

    /** A parameter written by {@link #with}; null where it is absent. */
    String decoded(String name) {
        return decoded(parameters.get(name), null);
    }

    /** The name of the file a Content-Disposition states, without any folders; null where it states none. */
    String fileName() {
        String extended = parameters.get("filename*");
        String name = parameters.get("filename");
        if (extended != null && extended.toLowerCase(Locale.ROOT).startsWith("utf-8''")) {
            name = decoded(extended.substring("utf-8''".length()).replace("+", "%2B"), name);
        }
        return name == null ? null : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static String decoded(String text, String otherwise) {
        try {
            return text == null ? otherwise : URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return otherwise;
        }
    }

    /** Where the part that begins at {@code from} ends: at the next semicolon outside quotes. */
    private static int end(String text, int from) {
        boolean isQuoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && isQuoted) {
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ';' && !isQuoted) {
                return i;
            }
        }
        return text.length();
    }

    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1")
                : text;
    }
}
