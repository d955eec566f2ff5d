/** Work that goes on page by page, whichever process does it and however often one ends. */
package io.carbonflow.ledger.jobs;
