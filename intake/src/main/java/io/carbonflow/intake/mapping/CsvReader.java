package io.carbonflow.intake.mapping;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.intake.json.Quote;

/** Reads how a document says its CSV files are written. */
final class CsvReader {

    private static final Set<String> MEMBERS = Set.of("delimiter", "quote", "charset", "skip_lines", "columns");
    private static final int SKIP_MAX = 100;

    private CsvReader() {}

    static CsvDialect read(JsonNode document, Faults faults) {
        JsonNode stated = document.path("csv");
        if (stated.isMissingNode()) {
            return CsvDialect.USUAL;
        }
        if (!stated.isObject()) {
            faults.add("/csv", "csv is an object, found " + Quote.of(stated.toString()));
            return CsvDialect.USUAL;
        }
        faults.unknown(stated, "/csv", MEMBERS);
        Character delimiter = sign(stated, "delimiter", faults);
        Character quote = sign(stated, "quote", faults);
        JsonNode skip = stated.path("skip_lines");
        if (!skip.isMissingNode() && (!skip.isIntegralNumber() || skip.asInt() < 0 || skip.asInt() > SKIP_MAX)) {
            faults.add("/csv/skip_lines", "skip_lines is a whole number from 0 to " + SKIP_MAX);
        }
        List<String> columns = faults.texts(stated, "/csv", "columns");
        if (!columns.isEmpty() && skip.asInt(0) > 0) {
            faults.add("/csv/skip_lines", "skip_lines are the lines before a header; with columns there is none");
        }
        return new CsvDialect(delimiter, quote == null ? '"' : quote, charset(stated, faults), skip.asInt(0), columns);
    }

    private static Character sign(JsonNode stated, String name, Faults faults) {
        JsonNode value = stated.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() != 1 || "\r\n".contains(value.textValue())) {
            faults.add("/csv/" + name, name + " is one character, found " + Quote.of(value.toString()));
            return null;
        }
        return value.textValue().charAt(0);
    }

    private static Charset charset(JsonNode stated, Faults faults) {
        String name = faults.text(stated, "/csv", "charset");
        try {
            Charset charset = name == null ? null : Charset.forName(name);
            if (charset != null && !"a;\n".equals(new String("a;\n".getBytes(charset), StandardCharsets.US_ASCII))) {
                faults.add("/csv/charset", "charset is one in which ASCII is itself, such as UTF-8 or windows-1252");
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            faults.add("/csv/charset", "charset is one such as UTF-8 or windows-1252, found " + Quote.of(name));
            return null;
        }
    }
}
