package io.carbonflow.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One broken rule.
 *
 * @param code   stable code, see {@link io.carbonflow.contracts.ReasonCode}
 * @param field  the field as the sender named it; null where the whole item is at fault
 * @param detail what was found and what is allowed
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemReason(String code, String field, String detail) {}
