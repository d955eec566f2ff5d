package io.carbonflow.ledger.anchor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

import io.vertx.core.json.JsonObject;

/** The account that pays, and the transactions it signs: no value, and a head as data. */
final class EvmAccount {

    private static final byte[] PREFIX = "carbonflow/anchor/v1".getBytes(US_ASCII);

    private final long chainId;
    private final Credentials credentials;
    private final String to;

    /**
     * An account.
     *
     * @param privateKey hexadecimal, 32 bytes
     * @param to         where the transactions go; null for the account itself
     */
    EvmAccount(long chainId, String privateKey, String to) {
        this.chainId = chainId;
        String digits = privateKey.strip().replaceFirst("^0x", "");
        if (!digits.matches("[0-9a-fA-F]{64}")) {
            throw new AnchorUnavailableException("the private key is not 64 hexadecimal digits");
        }
        this.credentials = Credentials.create(digits);
        this.to = to == null ? credentials.getAddress() : to.toLowerCase(Locale.ROOT);
        if (!this.to.matches("0x[0-9a-f]{40}")) {
            throw new AnchorUnavailableException("the address is not 0x and 40 hexadecimal digits, found " + to);
        }
    }

    String address() {
        return credentials.getAddress();
    }

    String to() {
        return to;
    }

    /** What the transaction of a head carries: 20 bytes that say what it is, the number in 8 bytes, the hash in 32. */
    static String data(HeadToAnchor head) {
        byte[] data = ByteBuffer.allocate(PREFIX.length + Long.BYTES + head.hash().length)
            .put(PREFIX)
            .putLong(head.number())
            .put(head.hash())
            .array();
        return "0x" + HexFormat.of().formatHex(data);
    }

    /** The signed transaction, as evidence of what will be sent. */
    JsonObject sign(HeadToAnchor head, BigInteger nonce, BigInteger gasMax, EvmFees fees) {
        String data = data(head);
        var transaction = fees.priority() == null
                ? RawTransaction.createTransaction(nonce, fees.most(), gasMax, to, BigInteger.ZERO, data)
                : RawTransaction.createTransaction(chainId, nonce, gasMax, to, BigInteger.ZERO, data,
                        fees.priority(), fees.most());
        byte[] signed = TransactionEncoder.signMessage(transaction, chainId, credentials);
        return new JsonObject().put("chain_id", chainId)
            .put("tx_hash", "0x" + HexFormat.of().formatHex(Hash.sha3(signed)))
            .put("from", address())
            .put("to", to)
            .put("nonce", nonce.toString())
            .put("data", data)
            .put("fee_per_gas_max", fees.most().toString())
            .put("priority_fee_per_gas", fees.priority() == null ? null : fees.priority().toString())
            .put("raw", "0x" + HexFormat.of().formatHex(signed));
    }
}
