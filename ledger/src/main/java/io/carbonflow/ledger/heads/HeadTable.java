package io.carbonflow.ledger.heads;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/** The tables of signed heads and of the keys they are signed with. */
public final class HeadTable {

    private static final String SELECTED = """
            select number, at, previous_hash, chains::text as chains, root, key_id, signature, hash
            from ledger.signed_head
            """;
    private static final String LAST = SELECTED + " order by number desc limit 1";
    private static final String ONE = SELECTED + " where number = $1";
    private static final String DOWN = SELECTED + " where number < $1 order by number desc limit $2";
    private static final String UP = SELECTED + " where number > $1 order by number limit $2";
    private static final String INSERT = """
            insert into ledger.signed_head (number, at, previous_hash, chains, root, key_id, signature, hash)
            values ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8)
            """;
    private static final String KEYS = """
            select key_id, public_key, valid_from, at, previous_key_id, signature, previous_signature
            from ledger.signing_key order by valid_from
            """;
    private static final String INSERT_KEY = """
            insert into ledger.signing_key
                (key_id, public_key, valid_from, at, previous_key_id, signature, previous_signature)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private HeadTable() {}

    /** The newest head. */
    public static Optional<SignedHead> last(Transaction transaction) {
        return read(transaction.query(LAST)).stream().findFirst();
    }

    public static Optional<SignedHead> find(Transaction transaction, long number) {
        return read(transaction.query(ONE, number)).stream().findFirst();
    }

    /** Heads below a number, the newest first. */
    static List<SignedHead> below(Transaction transaction, long number, int limit) {
        return read(transaction.query(DOWN, number, limit));
    }

    /** Heads above a number, the oldest first. */
    public static List<SignedHead> above(Transaction transaction, long number, int limit) {
        return read(transaction.query(UP, number, limit));
    }

    static void insert(Transaction transaction, SignedHead head) {
        transaction.enqueue(INSERT, head.number(), Times.toColumn(head.at()), Buffer.buffer(head.previousHash()),
                CanonicalJson.write(head.chains().stream().map(ChainState::members).toList()),
                Buffer.buffer(head.root()), head.keyId(), Buffer.buffer(head.signature()), Buffer.buffer(head.hash()));
    }

    /** All keys, in the order of their heads. */
    public static List<PublishedKey> keys(Transaction transaction) {
        return StreamSupport.stream(transaction.query(KEYS).spliterator(), false)
            .map(row -> new PublishedKey(row.getString("key_id"), bytes(row, "public_key"), row.getLong("valid_from"),
                    Times.of(row, "at"), row.getString("previous_key_id"), bytes(row, "signature"),
                    bytes(row, "previous_signature")))
            .toList();
    }

    static void insert(Transaction transaction, PublishedKey key) {
        transaction.enqueue(INSERT_KEY, key.keyId(), Buffer.buffer(key.publicKey()), key.validFrom(),
                Times.toColumn(key.at()), key.previousKeyId(), Buffer.buffer(key.signature()),
                key.previousSignature() == null ? null : Buffer.buffer(key.previousSignature()));
    }

    private static List<SignedHead> read(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
            .map(row -> new SignedHead(row.getLong("number"), Times.of(row, "at"), bytes(row, "previous_hash"),
                    chains(row.getString("chains")), bytes(row, "root"), row.getString("key_id"),
                    bytes(row, "signature"), bytes(row, "hash")))
            .toList();
    }

    private static List<ChainState> chains(String json) {
        var chains = new ArrayList<ChainState>();
        for (Object item : new JsonArray(json)) {
            var state = (JsonObject) item;
            chains.add(new ChainState(state.getInteger("chain"), state.getLong("height"),
                    HexFormat.of().parseHex(state.getString("head")),
                    HexFormat.of().parseHex(state.getString("history_root"))));
        }
        return chains;
    }

    private static byte[] bytes(Row row, String column) {
        Buffer value = row.getBuffer(column);
        return value == null ? null : value.getBytes();
    }
}
