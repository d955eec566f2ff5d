/** What is booked, worked out once more: changed by adjustments, or compared. */
package io.carbonflow.ledger.recalculation;
