package io.carbonflow.local.demo;

import java.util.Map;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/** What must be known before the first event: sites, suppliers, meters. */
final class MasterData {

    private MasterData() {}

    static void register(Api query, MeterFleet fleet) {
        for (Company.Site site : Company.SITES) {
            put(query, "/v1/facilities/" + site.id(),
                    Json.of(Map.of("id", site.id(), "name", site.name(), "country", site.country())));
        }
        for (Company.Supplier supplier : Company.SUPPLIERS) {
            put(query, "/v1/suppliers/" + supplier.id(), Json.of(Map.of("id", supplier.id(), "name", supplier.name(),
                    "country", supplier.country(), "naics", supplier.naics())));
        }
        fleet.register(query);
    }

    static void put(Api query, String path, String body) {
        Api.Answer answer = query.put(path, body);
        if (answer.status() != 200 && answer.status() != 201) {
            throw new ApiException("PUT " + path + " answered " + answer.status() + ": " + answer.body(), null);
        }
    }
}
