package io.carbonflow.calculator.estimate;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.platform.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answers to a batch, in the order of the requests.
 *
 * @param results one per request
 */
@RegisterForReflection
record EstimateBatch(List<Item> results) {

    /**
     * One answer.
     *
     * @param index counts the requests from 0
     * @param estimate null where the request was refused
     * @param error null where it was not
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(int index, Estimate estimate, Problem error) {}
}
