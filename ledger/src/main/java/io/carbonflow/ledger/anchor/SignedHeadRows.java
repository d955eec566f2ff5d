package io.carbonflow.ledger.anchor;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Transactions;
import io.vertx.sqlclient.Row;

/** The signed heads as they stand in their table. */
@ApplicationScoped
class SignedHeadRows implements SignedHeads {

    private static final String NEWEST = "select number, hash from ledger.signed_head order by number desc limit 1";
    private static final String ONE = "select number, hash from ledger.signed_head where number = $1";

    private final Transactions transactions;

    SignedHeadRows(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<HeadToAnchor> newest() {
        return first(NEWEST).map(row -> new HeadToAnchor(row.getLong("number"), row.getBuffer("hash").getBytes()));
    }

    @Override
    public Optional<byte[]> hashOf(long number) {
        return first(ONE, number).map(row -> row.getBuffer("hash").getBytes());
    }

    private Optional<Row> first(String sql, Object... values) {
        return StreamSupport.stream(
                transactions.run(List.of(), transaction -> transaction.query(sql, values)).spliterator(), false)
            .findFirst();
    }
}
