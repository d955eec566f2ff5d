/** The star schema beside the ledger: when it is refreshed, how far it is, and making it anew. */
package io.carbonflow.query.warehouse;
