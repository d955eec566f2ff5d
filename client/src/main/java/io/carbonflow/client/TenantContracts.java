package io.carbonflow.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.contract.ContractBook;
import io.carbonflow.intake.contract.TenantContract;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.DocumentText;
import io.carbonflow.intake.document.IntakeDocument;

/**
 * What a company agreed on with its sources beyond the canonical contract: the very documents the gateway decides by, so
 * that it finds nothing this library did not. Immutable; read anew to learn of a change.
 */
public final class TenantContracts {

    /** Nothing beyond the canonical contract. */
    public static final TenantContracts NONE = new TenantContracts(new ContractBook(List.of()));
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String LIST = "/v1/contracts?limit=100";

    private final ContractBook book;

    private TenantContracts(ContractBook book) {
        this.book = book;
    }

    /**
     * The contracts in force for the tenant of a key.
     *
     * @param factorService base address of the factor service, which keeps them
     * @param apiKey        of any role of the tenant
     * @throws UndeliveredException     where it does not answer, or not with contracts
     * @throws IllegalArgumentException where one of them is of a newer version than this library can read
     */
    public static TenantContracts inForce(URI factorService, String apiKey) {
        String base = factorService.toString().replaceAll("/+$", "");
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
        var documents = new ArrayList<String>();
        String page = LIST;
        while (page != null) {
            JsonNode listed = get(client, base + page, apiKey);
            for (JsonNode item : listed.path("items")) {
                if (item.path("state").asText().equals("in_force")) {
                    documents.add(get(client, base + "/v1/contracts/" + encoded(item.path("id").asText()), apiKey)
                        .toString());
                }
            }
            String cursor = listed.path("next_cursor").asText(null);
            page = cursor == null ? null : LIST + "&cursor=" + encoded(cursor);
        }
        return of(documents);
    }

    /**
     * Contracts as the factor service answers them, with {@code id} and {@code version}.
     *
     * @throws IllegalArgumentException where one is no contract; the message says where
     */
    public static TenantContracts of(Collection<String> documents) {
        return new TenantContracts(new ContractBook(documents.stream().map(TenantContracts::contract).toList()));
    }

    ContractBook book() {
        return book;
    }

    private static TenantContract contract(String json) {
        ObjectNode body = DocumentText.parse(json)
            .orElseThrow(() -> new IllegalArgumentException("a contract is a JSON object"));
        String id = Optional.ofNullable(body.path("id").textValue())
            .orElseThrow(() -> new IllegalArgumentException("id is required of a contract: its name, a text"));
        try {
            return TenantContract.of(new IntakeDocument("", DocumentKinds.CONTRACT, id, body.path("version").asInt(1),
                    body));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("contract " + id + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode get(HttpClient client, String address, String apiKey) {
        var request = HttpRequest.newBuilder(URI.create(address))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + apiKey)
            .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return DocumentText.parse(answer.body())
                .filter(json -> answer.statusCode() == 200)
                .orElseThrow(() -> new UndeliveredException(
                        "the factor service answers " + answer.statusCode() + " for " + address, null));
        } catch (IOException e) {
            throw new UndeliveredException("the factor service at " + address + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliveredException("interrupted while asking the factor service", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
