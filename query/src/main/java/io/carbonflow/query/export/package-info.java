/** A month of the ledger as a Parquet file. */
package io.carbonflow.query.export;
