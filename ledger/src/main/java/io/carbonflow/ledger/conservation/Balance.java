package io.carbonflow.ledger.conservation;

/**
 * How the counts add up, given what the broker says is on its way.
 *
 * @param received   counted receipts, and those proved by a settlement whose receipt is about to be counted
 * @param inFlight   received, not settled, and explained by the broker's lag
 * @param difference what nothing explains; anything but zero is an alarm
 */
record Balance(long received, long inFlight, long difference) {

    /**
     * Balances received against settled.
     *
     * @param counted   receipts as counted
     * @param unsettled of those; below zero where more is settled than counted
     * @param onTheWay  records the broker holds between receipt and settlement
     * @param uncounted raw records the broker holds whose receipt is not counted
     */
    static Balance of(long counted, long unsettled, long onTheWay, long uncounted) {
        if (unsettled >= 0) {
            long inFlight = Math.min(unsettled, onTheWay);
            return new Balance(counted, inFlight, unsettled - inFlight);
        }
        long provedBySettlement = Math.min(-unsettled, uncounted);
        return new Balance(counted + provedBySettlement, 0, unsettled + provedBySettlement);
    }
}
