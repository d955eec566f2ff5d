package io.carbonflow.ledger.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a node of a chain of the Ethereum kind says, by JSON-RPC. */
final class EvmNode {

    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

    private final String host;
    private final HttpPost http;

    EvmNode(URI url, Duration timeout) {
        this.host = url.getHost();
        this.http = new HttpPost(url, timeout);
    }

    /** The node understood and says no. */
    static final class RefusedException extends AnchorUnavailableException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    long chainId() {
        return quantity(call("eth_chainId")).longValueExact();
    }

    BigInteger blockNumber() {
        return quantity(call("eth_blockNumber"));
    }

    /**
     * How many transactions an account has sent.
     *
     * @param block {@code latest}: those in blocks; {@code pending}: those that wait as well
     */
    BigInteger transactionCount(String address, String block) {
        return quantity(call("eth_getTransactionCount", address, block));
    }

    /** A block by its number or {@code latest}, without its transactions. */
    Optional<JsonObject> block(String which) {
        return object(call("eth_getBlockByNumber", which, false));
    }

    Optional<JsonObject> transaction(String hash) {
        return object(call("eth_getTransactionByHash", hash));
    }

    /** Of a transaction that is in a block. */
    Optional<JsonObject> receipt(String hash) {
        return object(call("eth_getTransactionReceipt", hash)).filter(one -> one.getString("blockNumber") != null);
    }

    BigInteger gasPrice() {
        return quantity(call("eth_gasPrice"));
    }

    /** What the node suggests to add for whoever makes the block; empty where it does not say. */
    Optional<BigInteger> priorityFee() {
        try {
            return Optional.of(quantity(call("eth_maxPriorityFeePerGas")));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    BigInteger estimateGas(String from, String to, String data) {
        return quantity(call("eth_estimateGas",
                new JsonObject().put("from", from).put("to", to).put("data", data)));
    }

    void send(String rawTransaction) {
        call("eth_sendRawTransaction", rawTransaction);
    }

    private Object call(String method, Object... parameters) {
        var request = new JsonObject().put("jsonrpc", "2.0")
            .put("id", 1)
            .put("method", method)
            .put("params", new JsonArray(List.of(parameters)));
        try {
            var answer = new JsonObject(new String(http.send(request.encode().getBytes(UTF_8), HEADERS), UTF_8));
            if (answer.getValue("error") instanceof JsonObject error) {
                throw new RefusedException(host + " refuses " + method + ": " + error.getValue("message"));
            }
            return answer.getValue("result");
        } catch (DecodeException e) {
            throw new AnchorUnavailableException(host + " answers " + method + " with what is no JSON-RPC", e);
        }
    }

    private Optional<JsonObject> object(Object result) {
        if (result == null) {
            return Optional.empty();
        }
        if (result instanceof JsonObject found) {
            return Optional.of(found);
        }
        throw new AnchorUnavailableException(host + " answers with something else than an object");
    }

    private BigInteger quantity(Object result) {
        return quantityOf(result)
            .orElseThrow(() -> new AnchorUnavailableException(host + " answers with something else than a quantity"));
    }

    /** A number as JSON-RPC writes it; empty where it is none. */
    static Optional<BigInteger> quantityOf(Object value) {
        return value instanceof String text && text.matches("0x[0-9a-fA-F]{1,64}")
                ? Optional.of(new BigInteger(text.substring(2), 16))
                : Optional.empty();
    }
}
