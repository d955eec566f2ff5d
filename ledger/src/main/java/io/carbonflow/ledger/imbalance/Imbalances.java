package io.carbonflow.ledger.imbalance;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

/** A tenant's minutes that do not add up at present. */
@ApplicationScoped
public class Imbalances {

    private static final int LISTED_MAX = 100;

    private final ImbalanceTable table;

    Imbalances(ImbalanceTable table) {
        this.table = table;
    }

    /** The newest of them, at most {@value #LISTED_MAX}. */
    public List<ImbalanceView> openOf(String tenantId) {
        return table.page(tenantId, "open", null, LISTED_MAX).stream().map(ImbalanceView::of).toList();
    }
}
