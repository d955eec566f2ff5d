package io.carbonflow.factorservice.document;

import static io.carbonflow.factorservice.Drafts.asOwner;

import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Documents that are right, and ways to send them. */
final class SomeDocuments {

    /** A mapping that puts everything into category 5. */
    static final String MAPPING = """
            {"rules": [{"name": "all", "when": "true", "scope": 3, "category": 5}]}""";

    private SomeDocuments() {}

    /** A document id no other test has. */
    static String anId() {
        return "test-" + UUID.randomUUID();
    }

    static String aMethodology(String title) {
        return """
                {"title": "%s", "source": "GHG Protocol", "method": "average_data", "activities": ["waste.landfill"],
                 "selector": "true"}""".formatted(title);
    }

    /** Puts a methodology of the tenant demo. */
    static ValidatableResponse put(String id, String body) {
        return asOwner().contentType(ContentType.JSON).body(body).put("/v1/methodologies/{id}", id).then();
    }
}
