package io.carbonflow.gateway.files;

import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.intake.contract.Verdict;

/** What the columns of a file mean. */
interface RowMapping {

    /** Whether it says which columns make the id. */
    boolean givesId();

    /**
     * Makes an activity of a row and holds it against the contract.
     *
     * @param derivedId  the id where the mapping gives none; null where it does
     * @param supplierId whose file it is; null where nobody said
     */
    Verdict examine(Map<String, String> cells, String derivedId, String supplierId,
            Function<JsonNode, Verdict> contract);
}
