package io.carbonflow.ledger.heads;

import java.util.List;

import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.chain.TreeProofs;
import io.carbonflow.ledger.store.Transaction;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Shows of two heads that every chain of the earlier is the beginning of the same chain in the later.
 *
 * @param chains those the earlier head names
 */
@RegisterForReflection
public record Consistency(HeadView from, HeadView to, List<Chain> chains) {

    /**
     * A consistency proof after RFC 6962 between two sizes of one chain's history.
     *
     * @param path as RFC 9162, section 2.1.4.2 reads it; empty where both are the same
     */
    @RegisterForReflection
    public record Chain(int chain, long fromSize, String fromRoot, long toSize, String toRoot, List<String> path) {}

    static Consistency between(Transaction transaction, SignedHead from, SignedHead to) {
        return new Consistency(HeadView.of(from), HeadView.of(to), from.chains().stream().map(earlier -> {
            var later = to.chain(earlier.chain())
                .filter(state -> state.height() >= earlier.height())
                .orElseThrow(() -> new HeadWriter.RefusedException("chain " + earlier.chain() + " of signed head "
                        + from.number() + " is not below signed head " + to.number()));
            var path = HistoryTable.proofs(transaction, earlier.chain(),
                    subtrees -> TreeProofs.consistency(subtrees, earlier.height(), later.height()));
            return new Chain(earlier.chain(), earlier.height(), Sha256.hex(earlier.historyRoot()), later.height(),
                    Sha256.hex(later.historyRoot()), path.stream().map(Sha256::hex).toList());
        }).toList());
    }
}
