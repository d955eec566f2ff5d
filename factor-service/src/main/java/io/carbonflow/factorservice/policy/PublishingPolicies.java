package io.carbonflow.factorservice.policy;

import java.math.BigDecimal;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.factorservice.storage.NewestDocument;
import io.smallrye.mutiny.Uni;

/** What the tenants' policy documents say of publishing; the rest of such a document is the calculation's. */
@ApplicationScoped
public class PublishingPolicies {

    private static final String KIND = "policy";

    private final NewestDocument documents;
    private final ObjectMapper json;

    PublishingPolicies(NewestDocument documents, ObjectMapper json) {
        this.documents = documents;
        this.json = json;
    }

    /** The policy of a tenant, as it is now. */
    public Uni<PublishingPolicy> of(String tenantId) {
        return documents.find(tenantId, KIND)
            .map(found -> found.map(document -> read(document.json())).orElse(PublishingPolicy.SHIPPED));
    }

    private PublishingPolicy read(String document) {
        try {
            JsonNode policy = json.readTree(document);
            JsonNode tolerance = policy.path("publish_tolerance_percent");
            BigDecimal percent = tolerance.isNumber() ? tolerance.decimalValue() : decimal(tolerance.asText(""));
            return new PublishingPolicy(policy.path("publish_needs_second_person")
                .asBoolean(PublishingPolicy.SHIPPED.needsSecondPerson()),
                    percent == null || percent.signum() < 0 ? PublishingPolicy.SHIPPED.tolerancePercent() : percent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored policy is not JSON", e);
        }
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
