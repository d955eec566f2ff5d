package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import io.carbonflow.accounting.factor.FactorEditionCsv;

/** The edition that ships with the service: one file per family of activities, together one edition. */
public final class BuiltInEdition {

    public static final String ID = "2025.1";

    /** The files in the order in which they make up the edition; the digest depends on it. */
    private static final List<String> FAMILIES = List.of("electricity", "heat", "fuel", "freight", "travel", "water",
            "waste", "refrigerant", "spend");

    private BuiltInEdition() {}

    /** The edition as one file: the header once, then the rows of every family. */
    public static byte[] csv() {
        var whole = new StringBuilder(2_000_000);
        for (String family : FAMILIES) {
            String file = fileOf(family);
            whole.append(whole.length() == 0 ? file : file.substring(file.indexOf('\n') + 1));
        }
        return whole.toString().getBytes(UTF_8);
    }

    static EditionFile read() {
        byte[] csv = csv();
        return FactorEditionCsv.read(ID, csv)
            .fold(
                    read -> EditionFile.of(read.edition(), csv),
                    unreadable -> {
                        throw new IllegalStateException("the built-in edition " + ID + " has "
                                + unreadable.badRows().size() + " bad row(s), first " + unreadable.badRows().get(0));
                    });
    }

    private static String fileOf(String family) {
        String name = "/editions/" + ID + '/' + family + ".csv";
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
