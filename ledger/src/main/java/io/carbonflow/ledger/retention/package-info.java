/** How long what may be removed is kept, and its removal. */
package io.carbonflow.ledger.retention;
