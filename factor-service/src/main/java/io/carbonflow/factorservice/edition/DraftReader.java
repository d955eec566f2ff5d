package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/** Reads an edition somebody sends, whole or not at all. Every fault is named, so that one round trip is enough. */
@ApplicationScoped
class DraftReader {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final int HEADER_LINES = 1;

    private final ObjectMapper json;

    DraftReader(ObjectMapper json) {
        this.json = json;
    }

    /** Reads the edition's file. */
    EditionFile fromCsv(String id, byte[] csv) {
        requireId(id);
        return read(id, csv, line -> "line " + line);
    }

    /** Reads {@code {"id", "factors": [{column: value, …}, …]}} or {@code {"id", "csv": "…"}}. */
    EditionFile fromJson(byte[] body) throws JsonProcessingException {
        JsonNode document = json.readTree(new String(body, UTF_8));
        String id = document.path("id").asText(null);
        requireId(id);
        if (document.path("csv").isTextual()) {
            return fromCsv(id, document.get("csv").textValue().getBytes(UTF_8));
        }
        if (!document.path("factors").isArray()) {
            throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.FIELD_MISSING.name(), "factors",
                    "the document has neither an array factors nor a text csv")));
        }
        return read(id, csvOf(document.get("factors")), line -> "factors[" + (line - HEADER_LINES - 1) + "]");
    }

    private static EditionFile read(String id, byte[] csv, IntFunction<String> place) {
        return FactorEditionCsv.read(id, csv)
            .fold(
                    read -> {
                        if (read.edition().factors().isEmpty()) {
                            throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.FIELD_MISSING.name(),
                                    null, "the edition has no factors, at least one is required")));
                        }
                        return EditionFile.of(read.edition(), csv);
                    },
                    unreadable -> {
                        throw ProblemException.rejected(unreadable.badRows()
                            .stream()
                            .map(row -> reasonOf(row, place))
                            .toList());
                    });
    }

    private static ProblemReason reasonOf(BadRow row, IntFunction<String> place) {
        String where = row.line() <= HEADER_LINES ? "line " + row.line() : place.apply(row.line());
        String field = row.column().isEmpty() ? where : where + ", " + row.column();
        var code = row.line() <= HEADER_LINES ? ReasonCode.MALFORMED : ReasonCode.FIELD_INVALID;
        return new ProblemReason(code.name(), field, where + ": " + row.detail());
    }

    private static void requireId(String id) {
        if (id == null) {
            throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.FIELD_MISSING.name(), "id",
                    "the edition has no id")));
        }
        if (!ID.matcher(id).matches()) {
            throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.FIELD_INVALID.name(), "id",
                    "the id is " + id + ", allowed is " + ID.pattern())));
        }
    }

    /** The factors as our file, one line each: its line number tells which of them is at fault. */
    private static byte[] csvOf(JsonNode factors) {
        var unknown = new ArrayList<ProblemReason>();
        var file = new StringBuilder(String.join(",", FactorEditionCsv.ALL_COLUMNS)).append('\n');
        for (int i = 0; i < factors.size(); i++) {
            JsonNode factor = factors.get(i);
            String place = "factors[" + i + "]";
            factor.fieldNames().forEachRemaining(name -> {
                if (!FactorEditionCsv.ALL_COLUMNS.contains(name)) {
                    unknown.add(new ProblemReason(ReasonCode.FIELD_INVALID.name(), place + ", " + name,
                            "%s: there is no column %s, allowed are %s".formatted(place, name,
                                    FactorEditionCsv.ALL_COLUMNS)));
                }
            });
            file.append(
                    String.join(",",
                            FactorEditionCsv.ALL_COLUMNS.stream().map(name -> cell(factor.path(name))).toList()))
                .append('\n');
        }
        if (!unknown.isEmpty()) {
            throw ProblemException.rejected(unknown);
        }
        return file.toString().getBytes(UTF_8);
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        // A line break would shift the line numbers of every factor below it; in a note a space says the same.
        String text = value.isNumber() ? value.decimalValue().toPlainString()
                : value.asText().replaceAll("\\R", " ");
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
