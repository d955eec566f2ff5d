package io.carbonflow.gateway.erp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.ExactDecimal;

/**
 * The tenants' commodity mappings: the document {@code commodities} among their mappings, whose {@code commodities} say
 * by material, material group, UNSPSC code, purchasing category or account which activity a purchase is. Of several that
 * fit the first counts.
 */
public final class Commodities {

    static final String DOCUMENT = "commodities";
    private static final Set<String> SAYS = Set.of("activity", "context", "mass_per_unit", "mass_unit", "description");

    private final Function<String, Optional<? extends JsonNode>> documents;

    /** @param documents the tenant's document; empty where it has none */
    public Commodities(Function<String, Optional<? extends JsonNode>> documents) {
        this.documents = documents;
    }

    /** @param codes what is known of the purchase, by the name the mapping has for it; without nulls */
    Optional<Commodity> find(String tenantId, Map<String, String> codes) {
        for (JsonNode rule : documents.apply(tenantId)
            .map(JsonNode.class::cast)
            .map(one -> one.path(DOCUMENT))
            .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance())) {
            if (fits(rule, codes)) {
                return Optional.of(commodity(rule));
            }
        }
        return Optional.empty();
    }

    private static boolean fits(JsonNode rule, Map<String, String> codes) {
        boolean asks = false;
        for (var entry : rule.properties()) {
            if (!SAYS.contains(entry.getKey())) {
                asks = true;
                if (!oneOf(entry.getValue(), codes.get(entry.getKey()))) {
                    return false;
                }
            }
        }
        return asks;
    }

    private static boolean oneOf(JsonNode wanted, String found) {
        if (wanted.isArray()) {
            for (JsonNode one : wanted) {
                if (oneOf(one, found)) {
                    return true;
                }
            }
            return false;
        }
        String text = wanted.asText();
        return found != null && (text.endsWith("*") ? found.startsWith(text.substring(0, text.length() - 1))
                : found.equals(text));
    }

    private static Commodity commodity(JsonNode rule) {
        return new Commodity(rule.path("context").asBoolean(false) ? null : rule.path("activity").asText(null),
                ExactDecimal.parse(rule.path("mass_per_unit").asText("")).orElse(null),
                rule.path("mass_unit").asText("kg"));
    }
}
