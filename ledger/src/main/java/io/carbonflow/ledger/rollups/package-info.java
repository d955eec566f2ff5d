/** The sums beside the entries, made anew. */
package io.carbonflow.ledger.rollups;
