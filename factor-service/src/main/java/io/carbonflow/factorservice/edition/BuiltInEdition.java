package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.carbonflow.accounting.factor.FactorEditionCsv;

/** The editions that ship with the service: one file per family of activities, together one edition. */
public final class BuiltInEdition {

    /** The newest of them. */
    public static final String ID = "2026.1";

    /**
     * The files of each in the order in which they make it up, because the digest depends on it; the oldest first, because
     * what is published later goes before.
     */
    private static final Map<String, List<String>> FAMILIES_BY_ID = new LinkedHashMap<>();

    static {
        FAMILIES_BY_ID.put("2025.1", List.of("electricity", "heat", "fuel", "freight", "travel", "water", "waste",
                "refrigerant", "spend"));
        FAMILIES_BY_ID.put(ID, List.of("electricity", "heat", "fuel", "mobile", "freight", "travel", "asset", "water",
                "waste", "material", "refrigerant", "spend"));
    }

    private BuiltInEdition() {}

    /** The ids of all that ship, the oldest first. */
    public static List<String> ids() {
        return List.copyOf(FAMILIES_BY_ID.keySet());
    }

    /** The newest edition as one file. */
    public static byte[] csv() {
        return csv(ID);
    }

    /** An edition as one file: the header once, then the rows of every family. */
    public static byte[] csv(String id) {
        var whole = new StringBuilder(6_000_000);
        for (String family : FAMILIES_BY_ID.get(id)) {
            String file = fileOf(id, family);
            whole.append(whole.length() == 0 ? file : file.substring(file.indexOf('\n') + 1));
        }
        return whole.toString().getBytes(UTF_8);
    }

    static EditionFile read(String id) {
        byte[] csv = csv(id);
        return FactorEditionCsv.read(id, csv)
            .fold(
                    read -> EditionFile.of(read.edition(), csv),
                    unreadable -> {
                        throw new IllegalStateException("the built-in edition " + id + " has "
                                + unreadable.badRows().size() + " bad row(s), first " + unreadable.badRows().get(0));
                    });
    }

    private static String fileOf(String id, String family) {
        String name = "/editions/" + id + '/' + family + ".csv";
        try (var file = BuiltInEdition.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
