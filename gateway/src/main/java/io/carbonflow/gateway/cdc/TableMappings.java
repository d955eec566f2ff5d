package io.carbonflow.gateway.cdc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.intake.contract.Verdict;

/** What a tenant has said about the columns of its tables. */
interface TableMappings {

    /** How the rows of one table become activities. */
    interface RowMapping {

        /** @param standards canonical fields for where the mapping says nothing of them */
        Verdict examine(JsonNode row, Map<String, String> standards, Instant receivedAt);
    }

    /** The mapping for the first of these names that has one. */
    Optional<RowMapping> of(String tenantId, List<String> names);
}
