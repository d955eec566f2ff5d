/** Periods of the books: locked once they are reported, so that their figures stay as they are. */
package io.carbonflow.ledger.period;
