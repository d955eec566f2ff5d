package io.carbonflow.calculator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.receipt.CanonicalJson;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Stands in for the factor service: serves the editions and rule documents it was given, with an ETag, compressed. It is
 * told by HTTP as well ({@code PUT /editions/{id}} with a CSV file, {@code PUT /documents/{tenant}/{kind}/{id}/{version}}
 * with JSON), because Quarkus runs tests in another class loader than this.
 */
public final class SnapshotServer implements QuarkusTestResourceLifecycleManager, AutoCloseable {

    public static final String HEADER = String.join(",", FactorEditionCsv.COLUMNS) + "\n";
    /** Grid electricity for Germany in kg per kWh, lorries for the world, steel for the United States, diesel. */
    public static final String FIRST_EDITION = HEADER
            + "grid.de,electricity.grid,DE,2025,,,kWh,0.4,,,,,,AR5,generation,location_based,Pub,Tables,r1,CC0-1.0,,\n"
            + "hgv,freight.road.hgv,WORLD,2025,,,t.km,0.1,,,,,,AR5,well_to_wheel,distance_based,Pub,Tables,r2,CC0-1.0,"
            + "published for GB,\n"
            + "steel,spend.naics.331110,US,2022,,,USD,1.5,,,,,,AR5,cradle_to_gate,spend_based,Pub,Tables,r3,CC0-1.0,,\n"
            + "diesel,fuel.diesel,DE,2025,,,L,,2.5,0.0001,0.0001,0.2,fossil,not_stated,combustion,fuel_based,Pub,"
            + "Tables,r4,CC0-1.0,,\n";

    private final Map<String, byte[]> editions = new LinkedHashMap<>();
    /** The tenant of an edition that does not ship. */
    private final Map<String, String> tenants = new HashMap<>();
    /** Bodies by {@code tenant/kind/id/version}. */
    private final Map<String, String> documents = new LinkedHashMap<>();
    private HttpServer server;
    private int changes;
    private int withdrawn;
    private volatile int requests;

    @Override
    public Map<String, String> start() {
        editions.put("2025.1", FIRST_EDITION.getBytes(UTF_8));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/snapshot", this::snapshot);
        server.createContext("/v1/snapshot/documents", this::documents);
        server.createContext("/editions/", this::publish);
        server.createContext("/documents/", this::put);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.start();
        return Map.of("carbonflow.factors.url", url().toString(), "carbonflow.factors.retry-delay", "PT0.05S",
                "carbonflow.factors.documents-check-every", "PT0.2S");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** How often the snapshot was asked for. */
    public int requests() {
        return requests;
    }

    /** Serves this file as an edition from now on; called in the server's own process. */
    public synchronized void serve(String editionId, String csv) {
        editions.put(editionId, csv.getBytes(UTF_8));
        changes++;
    }

    /** Serves this file as a tenant's edition from now on. */
    public synchronized void serve(String tenant, String editionId, String csv) {
        tenants.put(editionId, tenant);
        serve(editionId, csv);
    }

    /** Serves a version of a tenant's document from now on; called in the server's own process. */
    public synchronized void document(String tenant, String kind, String id, int version, String json) {
        documents.put(String.join("/", tenant, kind, id, Integer.toString(version)), json);
    }

    /** Serves a version of a tenant's document no longer. */
    public synchronized void withdraw(String tenant, String kind, String id, int version) {
        documents.remove(String.join("/", tenant, kind, id, Integer.toString(version)));
        withdrawn++;
    }

    /** Tells the server at this address to serve an edition. */
    public static void publish(URI server, String editionId, String csv) {
        tell(server.resolve("/editions/" + editionId), csv);
    }

    /** Tells the server at this address to serve a version of a tenant's document. */
    public static void put(URI server, String tenant, String kind, String id, int version, String json) {
        tell(server.resolve("/documents/" + String.join("/", tenant, kind, id, Integer.toString(version))), json);
    }

    private static void tell(URI address, String body) {
        var request = HttpRequest.newBuilder(address).PUT(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized void publish(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        editions.put(path.substring(path.lastIndexOf('/') + 1), exchange.getRequestBody().readAllBytes());
        changes++;
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private synchronized void put(HttpExchange exchange) throws IOException {
        documents.put(exchange.getRequestURI().getPath().substring("/documents/".length()),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private synchronized void documents(HttpExchange exchange) throws IOException {
        String etag = "documents-" + withdrawn + "-" + documents.size();
        List<Object> served = new ArrayList<>();
        documents.forEach((name, json) -> {
            String[] parts = name.split("/");
            served.add(Map.of("tenant", parts[0], "kind", parts[1], "id", parts[2], "version",
                    new BigDecimal(parts[3]), "json", json));
        });
        answer(exchange, etag, CanonicalJson.write(Map.of("etag", etag, "documents", served)));
    }

    private synchronized void snapshot(HttpExchange exchange) throws IOException {
        requests++;
        String etag = "etag-" + changes;
        answer(exchange, etag, document(etag));
    }

    private static void answer(HttpExchange exchange, String etag, String document) throws IOException {
        exchange.getResponseHeaders().set("ETag", '"' + etag + '"');
        if (('"' + etag + '"').equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] body = zipped(document);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private String document(String etag) {
        List<Object> served = new ArrayList<>();
        Instant published = Instant.parse("2025-01-01T00:00:00Z");
        for (Map.Entry<String, byte[]> edition : editions.entrySet()) {
            served.add(Map.of("id", edition.getKey(), "tenant", tenants.getOrDefault(edition.getKey(), ""),
                    "published_at", published.toString(), "sha256",
                    FactorEditionCsv.sha256(edition.getValue()), "csv", new String(edition.getValue(), UTF_8)));
            published = published.plusSeconds(60);
        }
        return CanonicalJson.write(Map.of("etag", etag, "editions", served));
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
