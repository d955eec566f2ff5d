package io.carbonflow.calculator.recalculation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.calculator.library.TenantLibrary;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.RecalculationRequest;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/** What a request for a recalculation may choose: editions and methodologies there are. */
final class Choices {

    private Choices() {}

    /**
     * The set of warming potentials that was chosen; null for the tenant's own choice.
     *
     * @throws ProblemException 422 with every choice that is none
     */
    static GwpSet checked(RecalculationRequest request, TenantLibrary tenant) {
        var reasons = new ArrayList<ProblemReason>();
        String edition = request.getEdition();
        if (edition != null && !tenant.hasEdition(edition)) {
            refuse(reasons, "edition", "edition " + Quote.of(edition) + " is not published; published are "
                    + tenant.editions());
        }
        methodology(request, tenant, reasons);
        GwpSet gwpSet = request.getGwpSet() == null ? null : GwpSet.find(request.getGwpSet()).orElse(null);
        if (request.getGwpSet() != null && gwpSet == null) {
            refuse(reasons, "gwp_set", "gwp_set is " + Quote.of(request.getGwpSet()) + ", allowed are "
                    + List.of(GwpSet.values()));
        }
        if (!reasons.isEmpty()) {
            throw ProblemException.rejected(reasons);
        }
        return gwpSet;
    }

    private static void methodology(RecalculationRequest request, TenantLibrary tenant, List<ProblemReason> reasons) {
        String id = request.getMethodologyId();
        if (id == null) {
            return;
        }
        OptionalInt version = tenant.methodologyVersion(id);
        Integer asked = request.getMethodologyVersion();
        if (version.isEmpty()) {
            refuse(reasons, "methodology.id", "methodology " + Quote.of(id) + " is not in force");
        } else if (asked != null && asked != version.getAsInt()) {
            refuse(reasons, "methodology.version", "of methodology " + Quote.of(id) + " version " + version.getAsInt()
                    + " is in force, found " + asked);
        }
    }

    private static void refuse(List<ProblemReason> reasons, String field, String detail) {
        reasons.add(new ProblemReason(ReasonCode.FIELD_INVALID.name(), field, detail));
    }
}
