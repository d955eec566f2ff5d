package io.carbonflow.gateway.cdc;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.intake.contract.Verdict;

/**
 * One of the things that a change says.
 *
 * @param payload the outbox row's payload with this alone; null where the whole change says it
 */
record Part(Verdict verdict, JsonNode payload) {

    static Part whole(Verdict verdict) {
        return new Part(verdict, null);
    }
}
