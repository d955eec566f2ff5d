package io.carbonflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;

/** The edition that ships, and files of a size made from it. */
public final class Shipped {

    private static final String EDITION = "2026.1";
    private static final List<String> FILES = List.of("electricity", "heat", "fuel", "mobile", "freight", "travel",
            "water",
            "waste", "material", "asset", "refrigerant", "spend");

    private Shipped() {}

    /** The factors that ship, as the calculator holds them. */
    public static FactorLibrary library() {
        return FactorLibrary.of(List.of(new PublishedEdition(read(file()), Instant.EPOCH)));
    }

    static FactorEdition read(byte[] csv) {
        return FactorEditionCsv.read(EDITION, csv)
            .fold(FactorEditionCsv.Read::edition, unreadable -> {
                throw new IllegalStateException("the edition cannot be read: " + unreadable.badRows().get(0));
            });
    }

    /** The whole edition as one file. */
    static byte[] file() {
        var lines = new ArrayList<String>();
        for (String name : FILES) {
            List<String> ofFile = text("/editions/" + EDITION + '/' + name + ".csv").lines().toList();
            lines.addAll(lines.isEmpty() ? ofFile : ofFile.subList(1, ofFile.size()));
        }
        return (String.join("\n", lines) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String resource) {
        try (var stream = Shipped.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
