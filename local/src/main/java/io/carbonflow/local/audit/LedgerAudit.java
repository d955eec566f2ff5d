package io.carbonflow.local.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** All checks of a ledger that is at rest, over one state of its database. */
public final class LedgerAudit {

    private final Connection database;

    /** Over a connection that sees every tenant. */
    public LedgerAudit(Connection database) {
        this.database = database;
    }

    /**
     * Checks everything, within the transaction that is open, else in one that sees one state.
     *
     * @param tenantId whose events were sent
     * @param prefix   of the ids of all events of the sender, and of nobody else's
     * @param sent     what was acknowledged
     */
    public Findings check(String tenantId, String prefix, Collection<SentEvent> sent) throws SQLException {
        if (database.getAutoCommit()) {
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            database.setReadOnly(true);
            database.setAutoCommit(false); // rows come some at a time within a transaction alone
        }
        var findings = new Findings();
        var heads = new ChainAudit(database, findings).recompute();
        new HeadAudit(database, findings, heads).check();
        new SumAudit(database, findings).check();
        new EventAudit(database, findings, sent).check(tenantId, prefix);
        return findings;
    }
}
