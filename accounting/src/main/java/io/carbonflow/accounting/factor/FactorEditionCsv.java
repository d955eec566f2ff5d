package io.carbonflow.accounting.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;

/**
 * An edition as a file: UTF-8, RFC 4180, one factor per row, the columns of {@link #COLUMNS} in this order. An empty cell
 * is "not known", never zero.
 */
public final class FactorEditionCsv {

    public static final List<String> COLUMNS = List.of("id", "activity", "region", "year", "valid_from", "valid_to",
            "unit", "kg_co2e", "kg_co2", "kg_ch4", "kg_n2o", "kg_biogenic_co2", "methane_origin", "gwp_set", "boundary",
            "method", "publisher", "publication", "locator", "licence", "proxy", "notes");

    private static final String NOT_STATED = "not_stated";

    private FactorEditionCsv() {}

    /** Reads a whole file, or says what is wrong with every row that is. */
    public static Reading read(String editionId, byte[] csv) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
        } catch (CharacterCodingException e) {
            return new Unreadable(List.of(new BadRow(1, "", "the file is not UTF-8")));
        }
        List<Csv.Row> rows = Csv.read(text);
        if (rows.isEmpty() || !rows.get(0).cells().equals(COLUMNS)) {
            return new Unreadable(List.of(new BadRow(1, "", "the header is %s, allowed is %s".formatted(
                    rows.isEmpty() ? "missing" : String.join(",", rows.get(0).cells()), String.join(",", COLUMNS)))));
        }
        var factors = new ArrayList<EmissionFactor>();
        var badRows = new ArrayList<BadRow>();
        var lineById = new HashMap<String, Integer>();
        var parser = new FactorRowParser(badRows);
        for (Csv.Row row : rows.subList(1, rows.size())) {
            EmissionFactor factor = parser.parse(row);
            if (factor != null) {
                Integer other = lineById.putIfAbsent(factor.id(), row.line());
                if (other != null) {
                    badRows.add(new BadRow(row.line(), "id", factor.id() + " is also on line " + other));
                }
                factors.add(factor);
            }
        }
        return badRows.isEmpty()
                ? new Read(new FactorEdition(editionId, factors, sha256(csv)))
                : new Unreadable(badRows);
    }

    /** The factors as a file that {@link #read} gives back unchanged. */
    public static byte[] write(List<EmissionFactor> factors) {
        var file = new StringBuilder(Csv.line(COLUMNS));
        factors.forEach(factor -> file.append(Csv.line(cells(factor))));
        return file.toString().getBytes(UTF_8);
    }

    /** The digest under which an edition's file is known. */
    public static String sha256(byte[] csv) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(csv));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<String> cells(EmissionFactor factor) {
        GasMasses gases = factor.gases();
        FactorSource source = factor.source();
        return List.of(factor.id(), factor.activity(), factor.region().code(), Integer.toString(factor.year()),
                text(factor.validFrom()), text(factor.validTo()), factor.unit().code(), text(factor.kgCo2e()),
                text(gases.co2()), text(gases.ch4()), text(gases.n2o()), text(gases.biogenicCo2()),
                gases.methaneOrigin().code(), factor.publishedUnder().map(GwpSet::name).orElse(NOT_STATED),
                factor.boundary().code(), factor.method().code(), source.publisher(), source.publication(),
                source.locator(), source.licence(), factor.proxy(), factor.notes());
    }

    private static String text(BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    private static String text(LocalDate date) {
        return Objects.toString(date, "");
    }

    /** What reading a file gives. */
    public sealed interface Reading {

        /** The answer as one value, whichever it is. */
        <T> T fold(Function<Read, T> onRead, Function<Unreadable, T> onUnreadable);
    }

    /** The file is an edition. */
    public record Read(FactorEdition edition) implements Reading {

        @Override
        public <T> T fold(Function<Read, T> onRead, Function<Unreadable, T> onUnreadable) {
            return onRead.apply(this);
        }
    }

    /** It is not; nothing of it is used. */
    public record Unreadable(List<BadRow> badRows) implements Reading {

        public Unreadable {
            badRows = List.copyOf(badRows);
        }

        @Override
        public <T> T fold(Function<Read, T> onRead, Function<Unreadable, T> onUnreadable) {
            return onUnreadable.apply(this);
        }
    }

    /**
     * One thing wrong with one row.
     *
     * @param line the line the row starts on, from 1
     * @param column the column at fault; empty where it is the whole row
     * @param detail what was found and what is allowed
     */
    public record BadRow(int line, String column, String detail) {}
}
