/** Contents that came under an id, or a revision of it, that has another content. */
package io.carbonflow.ledger.conflict;
