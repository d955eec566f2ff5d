/**
 * Checks a bundle of a ledger without any service, as docs/reference/bundle.md describes it, sharing no code with the
 * ledger.
 */
package io.carbonflow.local.bundle;
