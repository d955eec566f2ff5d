/** Recomputes the hash chain of a running ledger from what it shows, sharing no code with the ledger. */
package io.carbonflow.local.verify;
