package io.carbonflow.factorservice.regression;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The portfolio that ships: typical activities across families, regions and years, each with a factor that ships. */
final class ShippedPortfolio {

    private static final String NAME = "/portfolio/reference.json";

    private ShippedPortfolio() {}

    static JsonNode document(ObjectMapper json) {
        try (var file = ShippedPortfolio.class.getResourceAsStream(NAME)) {
            if (file == null) {
                throw new IllegalStateException("resource " + NAME + " is missing");
            }
            return json.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
