/** The tables of the entries as they grow: partitions, chunks, columns. */
package io.carbonflow.ledger.storage;
