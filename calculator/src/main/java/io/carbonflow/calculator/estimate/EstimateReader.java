package io.carbonflow.calculator.estimate;

import java.time.Clock;
import java.util.ArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/** Reads a request in either form. */
@ApplicationScoped
class EstimateReader {

    private final Clock clock;

    EstimateReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * The input.
     *
     * @throws ProblemException 400 where the JSON has neither form, 422 with every reason where its content is wrong
     */
    EstimateInput read(JsonNode request) {
        boolean isCanonical = request.hasNonNull("activity");
        if (!request.isObject() || isCanonical == request.hasNonNull("emission_factor")) {
            throw ProblemException.badRequest("the body is an object with either activity, or emission_factor and "
                    + "parameters");
        }
        var reasons = new ArrayList<ProblemReason>();
        var fields = new JsonFields(request, "", reasons);
        ActivityData activity = isCanonical
                ? CanonicalForm.read(fields.inside("activity"), clock)
                : SelectorForm.read(fields.inside("emission_factor"), fields.inside("parameters"), clock);
        String edition = isCanonical ? fields.text("data_version")
                : fields.inside("emission_factor").text("data_version");
        GwpSet gwpSet = gwpSet(fields);
        if (!reasons.isEmpty()) {
            throw ProblemException.rejected(reasons);
        }
        return new EstimateInput(activity, edition, gwpSet);
    }

    private static GwpSet gwpSet(JsonFields fields) {
        String name = fields.text("gwp_set");
        if (name == null) {
            return null;
        }
        return GwpSet.find(name).orElseGet(() -> fields.invalid("gwp_set", name, "AR4, AR5 or AR6"));
    }
}
