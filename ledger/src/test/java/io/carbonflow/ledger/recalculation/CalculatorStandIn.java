package io.carbonflow.ledger.recalculation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.KeptActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.contracts.avro.RecalculationAnswer;
import io.carbonflow.contracts.avro.RecalculationRequest;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Stands in for the calculator: grid electricity is 0.4 kg per kWh in edition 2025.1, 0.3 in 2026.1, and 0.5 by the market
 * in both. 2027.1 has no factor for the market, and one for losses in its place. Of other activities it has no factor.
 */
public final class CalculatorStandIn implements QuarkusTestResourceLifecycleManager {

    private static final Map<String, String> KG_PER_KWH = Map.of("2025.1", "0.4", "2026.1", "0.3", "2027.1", "0.3");

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/recalculate", this::answer);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.start();
        return Map.of("carbonflow.calculator.url", "http://localhost:" + server.getAddress().getPort(),
                "carbonflow.ledger.recalculation.rate", "100000", "carbonflow.ledger.recalculation.page-events-max",
                "5");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request = RecalculationRequest.getDecoder().decode(exchange.getRequestBody());
        String edition = request.getEdition();
        boolean isMethodology = request.getMethodologyId() == null || request.getMethodologyId().equals("default");
        if (edition != null && !KG_PER_KWH.containsKey(edition) || !isMethodology) {
            send(exchange, 422, ("{\"status\":422,\"reasons\":[{\"code\":\"FIELD_INVALID\",\"field\":\""
                    + (isMethodology ? "edition" : "methodology.id") + "\",\"detail\":\"it is not published\"}]}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return;
        }
        List<Recalculated> outcomes = request.getActivities()
            .stream()
            .map(activity -> outcome(activity, activity.getEdition() == null ? edition : activity.getEdition()))
            .toList();
        ByteBuffer body = RecalculationAnswer.getEncoder().encode(new RecalculationAnswer(outcomes));
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        send(exchange, 200, bytes);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Recalculated outcome(KeptActivity kept, String edition) {
        var content = (Map<?, ?>) CanonicalJson.read(kept.getContent());
        var outcome = Recalculated.newBuilder().setEventId(kept.getEventId());
        if (!content.get("activity").equals("electricity.grid")) {
            return outcome
                .setReasons(List.of(new Reason("FACTOR_NOT_FOUND", null, "no factor of " + content.get("activity"))))
                .build();
        }
        var kilowattHours = new BigDecimal(content.get("quantity").toString());
        String used = edition == null ? "2025.1" : edition;
        var location = result("location_based", "activity", kilowattHours, KG_PER_KWH.get(used), used, true);
        var other = used.equals("2027.1")
                ? result("transmission_and_distribution:location_based", "transmission_and_distribution", kilowattHours,
                        "0.01", used, true)
                : result("market_based", "activity", kilowattHours, "0.5", used, false);
        return outcome.setQuantity(kilowattHours.toPlainString())
            .setUnit("kWh")
            .setFacilityId((String) content.get("facility_id"))
            .setProductId((String) content.get("product_id"))
            .setResults(List.of(location, other))
            .build();
    }

    /** What the calculator makes of so many kilowatt hours, as it also booked it. */
    static EmissionResult result(String key, String part, BigDecimal kilowattHours, String factor, String edition,
            boolean official) {
        BigDecimal mass = kilowattHours.multiply(new BigDecimal(factor)).setScale(6, RoundingMode.HALF_EVEN);
        boolean isScope2 = part.equals("activity");
        return EmissionResult.newBuilder()
            .setResultKey(key)
            .setOfficial(official)
            .setScope(isScope2 ? 2 : 3)
            .setCategory(isScope2 ? null : 3)
            .setMethod(key.substring(key.indexOf(':') + 1))
            .setGwpSet("AR6")
            .setKgCo2e(mass)
            .setKgCo2eAr4(mass)
            .setKgCo2eAr5(mass)
            .setKgCo2eAr6(mass)
            .setFactorId("grid." + key + "." + factor)
            .setFactorEdition(edition)
            .setReceipt("{\"edition\":\"" + edition + "\",\"result\":\"" + mass.toPlainString() + "\"}")
            .setPart(part)
            .build();
    }
}
