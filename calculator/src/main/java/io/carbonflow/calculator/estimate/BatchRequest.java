package io.carbonflow.calculator.estimate;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.calculator.library.TenantLibrary;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/**
 * Several requests at once.
 *
 * @param requests in their order, at most {@value #REQUESTS_MAX}
 * @param edition  for those that name none; null for the company's own choice
 */
record BatchRequest(List<JsonNode> requests, String edition) {

    private static final int REQUESTS_MAX = 1_000;

    /**
     * Reads a body in either form.
     *
     * @param inAddress the edition that stands in the address; null where none does
     * @throws ProblemException 400, 413 or 422
     */
    static BatchRequest read(JsonNode body, String inAddress, TenantLibrary tenant) {
        boolean isArray = body != null && body.isArray();
        JsonNode requests = isArray ? body : body == null ? null : body.get("requests");
        if (requests == null || !requests.isArray()) {
            throw ProblemException.badRequest("the body is an array of requests for an estimate, or an object with "
                    + "edition and requests");
        }
        if (requests.size() > REQUESTS_MAX) {
            throw ProblemException.tooLarge("the array has %d requests, allowed are %d".formatted(requests.size(),
                    REQUESTS_MAX));
        }
        var each = new ArrayList<JsonNode>(requests.size());
        requests.forEach(each::add);
        return new BatchRequest(each, edition(isArray ? null : body.get("edition"), inAddress, tenant));
    }

    private static String edition(JsonNode inBody, String inAddress, TenantLibrary tenant) {
        if (inBody != null && !inBody.isNull() && !inBody.isTextual()) {
            throw refused("edition is " + Quote.of(inBody.toString()) + ", allowed is a text");
        }
        String stated = inBody == null || inBody.isNull() ? null : inBody.textValue();
        if (stated != null && inAddress != null && !stated.equals(inAddress)) {
            throw refused("edition is " + Quote.of(stated) + " in the body and " + Quote.of(inAddress)
                    + " in the address; one of the two is enough");
        }
        String edition = stated == null ? inAddress : stated;
        if (edition != null && !tenant.hasEdition(edition)) {
            throw refused("edition " + Quote.of(edition) + " is not published; published are " + tenant.editions());
        }
        return edition;
    }

    private static ProblemException refused(String detail) {
        return ProblemException
            .rejected(List.of(new ProblemReason(ReasonCode.FIELD_INVALID.name(), "edition", detail)));
    }
}
