/** Minutes of receipt that do not add up, and the records because of which they do not. */
package io.carbonflow.ledger.imbalance;
