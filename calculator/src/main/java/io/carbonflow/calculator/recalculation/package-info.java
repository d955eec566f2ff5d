/** Activities worked out once more, for the ledger. */
package io.carbonflow.calculator.recalculation;
