package io.carbonflow.ledger.anchor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Writes each head into a transaction of a chain of the Ethereum kind. A transaction is signed and remembered before it is
 * sent, and sent again as it is; another one for the same head takes the same nonce, so that one of them counts at most.
 */
final class EvmAnchor implements Anchor {

    private final String name;
    private final Terms terms;
    private final EvmNode node;
    private final Supplier<EvmAccount> accounts;
    private final Clock clock;

    EvmAnchor(String name, URI url, Duration timeout, Terms terms, Supplier<EvmAccount> accounts, Clock clock) {
        this.name = name;
        this.terms = terms;
        this.node = new EvmNode(url, timeout);
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * On what terms.
     *
     * @param confirmations blocks that have to stand on a transaction, its own included
     * @param feeMaxGwei    most that is paid per unit of gas
     * @param resubmitAfter when a transaction that is in no block is replaced by one that pays more
     */
    record Terms(long chainId, int confirmations, BigDecimal feeMaxGwei, Duration resubmitAfter) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public JsonObject prepare(HeadToAnchor head) {
        requireChain();
        var account = accounts.get();
        return sign(account, head, node.transactionCount(account.address(), "pending"), EvmFees.advisedBy(node),
                List.of());
    }

    @Override
    public Finding submit(HeadToAnchor head, JsonObject prepared) {
        requireChain();
        String hash = prepared.getString("tx_hash");
        if (node.transaction(hash).isEmpty()) {
            try {
                node.send(prepared.getString("raw"));
            } catch (EvmNode.RefusedException e) {
                if (node.transaction(hash).isEmpty()) {
                    return refused(head, prepared, e);
                }
            }
        }
        return new Finding.Waiting(prepared, "sent");
    }

    /** A transaction that was never taken: its nonce may belong to another by now. */
    private Finding refused(HeadToAnchor head, JsonObject prepared, EvmNode.RefusedException refused) {
        var found = find(head, prepared);
        if (found.isPresent()) {
            return found.get();
        }
        if (isNonceUsed(prepared)) {
            return new Finding.Again(null, "nonce " + prepared.getString("nonce")
                    + " was used by another transaction; made anew");
        }
        if (isOverdue(prepared)) {
            return replacement(head, prepared);
        }
        throw refused;
    }

    @Override
    public List<Finding> check(List<Anchored> anchored) {
        requireChain();
        return anchored.stream().map(one -> check(one.head(), one.evidence())).toList();
    }

    private Finding check(HeadToAnchor head, JsonObject evidence) {
        var found = find(head, evidence);
        if (found.isPresent()) {
            return found.get();
        }
        if (evidence.getString("block") != null) {
            return new Finding.Again(sentAnew(evidence), "block " + evidence.getString("block")
                    + " is no longer in the chain; sent again");
        }
        boolean isKnown = hashes(evidence).anyMatch(hash -> node.transaction(hash).isPresent());
        if (!isOverdue(evidence)) {
            return isKnown ? new Finding.Waiting(evidence, "waits for a block")
                    : isNonceUsed(evidence) ? new Finding.Waiting(evidence, "not found, though its nonce is used")
                            : new Finding.Again(evidence, "unknown to the node; sent again");
        }
        if (isNonceUsed(evidence)) {
            // A node that lags behind another has had its time to see it.
            return new Finding.Again(null, "nonce " + evidence.getString("nonce")
                    + " was used by another transaction; made anew");
        }
        return replacement(head, evidence);
    }

    /** What a block holds of the head, by whichever of its transactions. */
    private Optional<Finding> find(HeadToAnchor head, JsonObject evidence) {
        for (String hash : hashes(evidence).toList()) {
            var receipt = node.receipt(hash);
            if (receipt.isPresent()) {
                return Optional.of(inBlock(head, evidence, hash, receipt.get()));
            }
        }
        return Optional.empty();
    }

    private Finding inBlock(HeadToAnchor head, JsonObject evidence, String hash, JsonObject receipt) {
        var transaction = node.transaction(hash);
        var number = EvmNode.quantityOf(receipt.getValue("blockNumber"));
        var block = node.block(receipt.getString("blockNumber"));
        if (transaction.isEmpty() || number.isEmpty() || block.isEmpty()
                || !receipt.getString("blockHash", "").equals(block.get().getString("hash"))) {
            return new Finding.Waiting(withoutBlock(evidence), "its block is being replaced");
        }
        boolean isOurs = EvmAccount.data(head).equalsIgnoreCase(transaction.get().getString("input"))
                && evidence.getString("from").equalsIgnoreCase(transaction.get().getString("from"))
                && evidence.getString("to").equalsIgnoreCase(transaction.get().getString("to"))
                && "0x1".equals(receipt.getString("status"));
        if (!isOurs) {
            return new Finding.Refuted("transaction " + hash + " of chain " + terms.chainId()
                    + " does not say this head");
        }
        var time = EvmNode.quantityOf(block.get().getValue("timestamp")).orElse(BigInteger.ZERO);
        var mined = evidence.copy()
            .put("tx_hash", hash)
            .put("earlier", new JsonArray(hashes(evidence).filter(one -> !one.equals(hash)).toList()))
            .put("block", number.get().toString())
            .put("block_hash", block.get().getString("hash"))
            .put("block_at", Instant.ofEpochSecond(time.longValue()).toString())
            .put("confirmations", terms.confirmations());
        long standing = node.blockNumber().subtract(number.get()).longValue() + 1;
        return standing >= terms.confirmations() ? new Finding.Proven(mined)
                : new Finding.Waiting(mined, "in block " + number.get() + "; waits for " + terms.confirmations()
                        + " confirmations");
    }

    private Finding replacement(HeadToAnchor head, JsonObject evidence) {
        var fees = EvmFees.advisedBy(node).toReplace(EvmFees.of(evidence));
        if (!fees.isWithin(terms.feeMaxGwei())) {
            return new Finding.Waiting(evidence,
                    "not in a block after " + terms.resubmitAfter() + "; one that is sure to "
                            + "replace it would offer more than fee-max-gwei, " + terms.feeMaxGwei().toPlainString());
        }
        return new Finding.Again(
                sign(accounts.get(), head, new BigInteger(evidence.getString("nonce")), fees,
                        hashes(evidence).toList()),
                "not in a block after " + terms.resubmitAfter() + "; replaced by one that pays more");
    }

    private JsonObject sign(EvmAccount account, HeadToAnchor head, BigInteger nonce, EvmFees fees,
            List<String> earlier) {
        if (!fees.isWithin(terms.feeMaxGwei())) {
            throw new AnchorUnavailableException("chain " + terms.chainId() + " asks for " + fees.gwei()
                    + " gwei, fee-max-gwei is " + terms.feeMaxGwei().toPlainString());
        }
        var gas = node.estimateGas(account.address(), account.to(), EvmAccount.data(head));
        var roomy = gas.add(gas.divide(BigInteger.valueOf(5)));
        return account.sign(head, nonce, roomy, fees)
            .put("earlier", new JsonArray(new ArrayList<>(earlier)))
            .put("prepared_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private void requireChain() {
        long found = node.chainId();
        if (found != terms.chainId()) {
            throw new AnchorUnavailableException("the node is of chain " + found + ", configured is "
                    + terms.chainId() + "; nothing is sent");
        }
    }

    private boolean isNonceUsed(JsonObject evidence) {
        return node.transactionCount(evidence.getString("from"), "latest")
            .compareTo(new BigInteger(evidence.getString("nonce"))) > 0;
    }

    private boolean isOverdue(JsonObject evidence) {
        return Instant.parse(evidence.getString("prepared_at")).plus(terms.resubmitAfter()).isBefore(clock.instant());
    }

    private JsonObject sentAnew(JsonObject evidence) {
        return withoutBlock(evidence).put("prepared_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static JsonObject withoutBlock(JsonObject evidence) {
        var without = evidence.copy();
        List.of("block", "block_hash", "block_at", "confirmations").forEach(without::remove);
        return without;
    }

    private static Stream<String> hashes(JsonObject evidence) {
        return Stream.concat(Stream.of(evidence.getString("tx_hash")),
                evidence.getJsonArray("earlier").stream().map(String.class::cast));
    }
}
