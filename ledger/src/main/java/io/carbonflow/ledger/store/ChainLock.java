package io.carbonflow.ledger.store;

/**
 * Makes the writers of one chain take turns, also across instances: whoever holds it alone may read the chain's head and
 * put a block on it, or decide what becomes of a raw record of that partition. Ends with the transaction. Several are
 * taken in ascending order.
 */
public final class ChainLock {

    /** Keeps our locks apart from those of others in the same database; the letters "cfch". */
    private static final int NAMESPACE = 0x63666368;

    private ChainLock() {}

    public static void take(Transaction transaction, int chain) {
        transaction.enqueue("select pg_advisory_xact_lock($1, $2)", NAMESPACE, chain);
    }
}
