/**
 * Checks a ledger from its tables, by docs/reference/ledger-format.md alone: shares no line with the ledger, nor with the
 * verifiers beside it.
 */
package io.carbonflow.local.audit;
