package io.carbonflow.ledger.anchor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.carbonflow.embedded.Ports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A chain of its own: a node of the Ethereum kind as its makers publish it, which makes a block of each transaction. */
final class LocalChain implements AutoCloseable {

    static final long CHAIN_ID = 31_337;
    /** The one account with means, as every manual of such nodes prints it. */
    static final String PRIVATE_KEY = "4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d";

    private static final String NODE = "ganache@7.9.2"; // MIT
    private static final Duration START = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final Process process;

    private LocalChain(Path program) throws IOException {
        int port = Ports.free();
        url = URI.create("http://127.0.0.1:" + port);
        process = new ProcessBuilder("node", program.toString(), "--server.port", Integer.toString(port),
                "--chain.chainId", Long.toString(CHAIN_ID), "--wallet.accounts",
                "0x" + PRIVATE_KEY + ",1000000000000000000", "--logging.quiet")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(START).ignoreExceptions().until(() -> call("eth_chainId") != null);
    }

    /** Starts it, from the registry of its packages the first time; where it cannot be had the tests say so and end. */
    static LocalChain start() throws IOException, InterruptedException {
        Path place = Path.of("target", "local-chain").toAbsolutePath();
        Path program = place.resolve("node_modules/.bin/ganache");
        if (!Files.exists(program)) {
            Files.createDirectories(place);
            assumeTrue(install(place), "npm or its registry is not there: " + NODE + " cannot be installed");
        }
        var chain = new LocalChain(program);
        // This node takes the nonce 0 of a signed transaction for none, and gives it the next one.
        chain.call("eth_sendTransaction", new JsonObject().put("from", chain.account()).put("to", chain.account()));
        return chain;
    }

    private String account() {
        return ((JsonArray) call("eth_accounts")).getString(0);
    }

    private static boolean install(Path place) throws InterruptedException {
        try {
            var npm = new ProcessBuilder("npm", "install", "--prefix", place.toString(), "--ignore-scripts",
                    "--no-audit",
                    "--no-fund", "--no-save", NODE)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
            return npm.waitFor(3, TimeUnit.MINUTES) && npm.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    URI url() {
        return url;
    }

    void mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            call("evm_mine");
        }
    }

    BigInteger sentBy(String address) {
        return new BigInteger(((String) call("eth_getTransactionCount", address, "latest")).substring(2), 16);
    }

    /** Asks the node, with nothing of ours in between. */
    Object call(String method, Object... parameters) {
        var body = new JsonObject().put("jsonrpc", "2.0")
            .put("id", 1)
            .put("method", method)
            .put("params", new JsonArray(List.of(parameters)));
        try {
            var answer = http.send(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build(), HttpResponse.BodyHandlers.ofString());
            var json = new JsonObject(answer.body());
            if (json.containsKey("error")) {
                throw new IllegalStateException(method + ": " + json.getValue("error"));
            }
            return json.getValue("result");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
