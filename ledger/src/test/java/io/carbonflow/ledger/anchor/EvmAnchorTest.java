package io.carbonflow.ledger.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.vertx.core.json.JsonObject;

class EvmAnchorTest {

    private static final Duration RESUBMIT_AFTER = Duration.ofMinutes(10);
    private static final AtomicLong NUMBER = new AtomicLong();
    private static LocalChain chain;

    private final EvmAccount account = new EvmAccount(LocalChain.CHAIN_ID, LocalChain.PRIVATE_KEY, null);
    private final HeadToAnchor head = aHead();
    private final Clock now = Clock.systemUTC();
    private final Clock later = Clock.offset(now, RESUBMIT_AFTER.plusMinutes(1));

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        chain = LocalChain.start();
    }

    @AfterAll
    static void stop() {
        if (chain != null) {
            chain.close();
        }
    }

    @Test
    void aHeadIsProvenOnceEnoughBlocksStandOnTheTransactionThatSaysIt() {
        var anchor = anchor(now);

        var sent = waiting(anchor.submit(head, anchor.prepare(head)));
        assertThat(waiting(check(anchor, sent)).getString("block")).isNotNull();
        chain.mine(2);
        var proven = proven(check(anchor, sent));

        var transaction = (JsonObject) chain.call("eth_getTransactionByHash", proven.getString("tx_hash"));
        // "carbonflow/anchor/v1" in ASCII, the number in eight bytes, the hash
        assertThat(transaction.getString("input")).isEqualTo("0x636172626f6e666c6f772f616e63686f722f7631"
                + String.format("%016x", head.number()) + head.hex());
        assertThat(transaction.getString("type")).isEqualTo("0x2");
        assertThat(transaction.getString("from")).isEqualTo(account.address()).isEqualTo(transaction.getString("to"));
        assertThat(transaction.getString("blockHash")).isEqualTo(proven.getString("block_hash"));
        assertThat(proven.getLong("chain_id")).isEqualTo(LocalChain.CHAIN_ID);
    }

    @Test
    void whatWasPreparedBeforeACrashIsPaidForOnceHoweverOftenItIsHandedOver() {
        var before = chain.sentBy(account.address());
        var prepared = anchor(now).prepare(head);

        anchor(now).submit(head, prepared);
        anchor(now).submit(head, prepared);
        chain.mine(2);

        assertThat(proven(anchor(now).submit(head, prepared) instanceof Finding.Waiting sent
                ? check(anchor(now), sent.evidence())
                : null)
            .getString("tx_hash"))
            .isEqualTo(prepared.getString("tx_hash"));
        assertThat(chain.sentBy(account.address())).isEqualTo(before.add(BigInteger.ONE));
    }

    @Test
    void aNodeOfAnotherChainIsGivenNothing() {
        var before = chain.sentBy(account.address());
        var mainnet = new EvmAnchor("evm", chain.url(), Duration.ofSeconds(10),
                new EvmAnchor.Terms(1, 3, new BigDecimal("500"), RESUBMIT_AFTER),
                () -> new EvmAccount(1, LocalChain.PRIVATE_KEY, null), now);

        assertThatThrownBy(() -> mainnet.prepare(head)).isInstanceOf(AnchorUnavailableException.class)
            .hasMessage("the node is of chain 31337, configured is 1; nothing is sent");
        assertThat(chain.sentBy(account.address())).isEqualTo(before);
    }

    @Test
    void aTransactionWhoseBlockIsNoLongerInTheChainIsSentAgain() {
        var anchor = anchor(now);
        var snapshot = chain.call("evm_snapshot");
        var mined = waiting(check(anchor, waiting(anchor.submit(head, anchor.prepare(head)))));

        chain.call("evm_revert", snapshot);
        var again = (Finding.Again) check(anchor, mined);
        assertThat(again.reason()).isEqualTo("block " + mined.getString("block")
                + " is no longer in the chain; sent again");
        anchor.submit(head, again.prepared());
        chain.mine(2);

        assertThat(proven(check(anchor, again.prepared())).getString("tx_hash"))
            .isEqualTo(mined.getString("tx_hash"));
    }

    @Test
    void aTransactionThatStaysOutOfTheBlocksIsReplacedByOneWithTheSameNonceThatPaysMore() {
        var before = chain.sentBy(account.address());
        chain.call("miner_stop");
        var stuck = waiting(anchor(now).submit(head, anchor(now).prepare(head)));
        assertThat(((Finding.Waiting) check(anchor(now), stuck)).detail()).isEqualTo("waits for a block");

        var again = (Finding.Again) check(anchor(later), stuck);
        anchor(later).submit(head, again.prepared());
        chain.call("miner_start");
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            chain.mine(1);
            return check(anchor(later), again.prepared()) instanceof Finding.Proven;
        });

        assertThat(again.prepared().getString("nonce")).isEqualTo(stuck.getString("nonce"));
        assertThat(new BigInteger(again.prepared().getString("fee_per_gas_max")))
            .isGreaterThan(new BigInteger(stuck.getString("fee_per_gas_max")));
        assertThat(proven(check(anchor(later), again.prepared())).getString("tx_hash"))
            .isEqualTo(again.prepared().getString("tx_hash"));
        assertThat(chain.sentBy(account.address())).isEqualTo(before.add(BigInteger.ONE));
    }

    @Test
    void aNonceThatAnotherTransactionUsedIsNoticedAndTheHeadIsMadeAnew() {
        var prepared = anchor(now).prepare(head);
        var other = aHead();
        anchor(now).submit(other, anchor(now).prepare(other));

        var again = (Finding.Again) anchor(now).submit(head, prepared);

        assertThat(again.prepared()).isNull();
        assertThat(again.reason()).isEqualTo("nonce " + prepared.getString("nonce")
                + " was used by another transaction; made anew");
    }

    @Test
    void aTransactionThatSaysSomethingElseProvesNothing() {
        var other = aHead();
        var evidence = waiting(anchor(now).submit(other, anchor(now).prepare(other)));
        chain.mine(2);

        assertThat(((Finding.Refuted) check(anchor(now), evidence)).reason()).endsWith("does not say this head");
    }

    @Test
    void moreThanTheLimitIsNotPaid() {
        var thrifty = new EvmAnchor("evm", chain.url(), Duration.ofSeconds(10),
                new EvmAnchor.Terms(LocalChain.CHAIN_ID, 3, new BigDecimal("0.000000001"), RESUBMIT_AFTER),
                () -> account, now);

        assertThatThrownBy(() -> thrifty.prepare(head)).isInstanceOf(AnchorUnavailableException.class)
            .hasMessageContaining("fee-max-gwei is 0.000000001");
    }

    @Test
    void aChainWithoutABaseFeeGetsATransactionThatNamesItsChain() {
        var nonce = chain.sentBy(account.address());
        var signed = account.sign(head, nonce, BigInteger.valueOf(100_000), new EvmFees(BigInteger.valueOf(
                20_000_000_000L), null));

        chain.call("eth_sendRawTransaction", signed.getString("raw"));

        var transaction = (JsonObject) chain.call("eth_getTransactionByHash", signed.getString("tx_hash"));
        assertThat(transaction.getString("type")).isEqualTo("0x0");
        // EIP-155: 2 * chain + 35 or 36
        assertThat(Long.decode(transaction.getString("v"))).isBetween(62_709L, 62_710L);
        assertThat(transaction.getString("from")).isEqualTo(account.address());
    }

    private EvmAnchor anchor(Clock clock) {
        return new EvmAnchor("evm", chain.url(), Duration.ofSeconds(10),
                new EvmAnchor.Terms(LocalChain.CHAIN_ID, 3, new BigDecimal("500"), RESUBMIT_AFTER), () -> account,
                clock);
    }

    private Finding check(EvmAnchor anchor, JsonObject evidence) {
        return anchor.check(List.of(new Anchor.Anchored(head, evidence))).get(0);
    }

    private static JsonObject waiting(Finding finding) {
        return ((Finding.Waiting) finding).evidence();
    }

    private static JsonObject proven(Finding finding) {
        return ((Finding.Proven) finding).evidence();
    }

    private static HeadToAnchor aHead() {
        long number = NUMBER.incrementAndGet();
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) number);
        return new HeadToAnchor(number, hash);
    }
}
