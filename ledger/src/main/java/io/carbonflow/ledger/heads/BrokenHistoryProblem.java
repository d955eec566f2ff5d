package io.carbonflow.ledger.heads;

import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.carbonflow.ledger.heads.HeadWriter.RefusedException;
import io.carbonflow.ledger.heads.HistoryTable.BrokenHistoryException;
import io.carbonflow.platform.problem.Problem;

/** No proof can be given of a ledger that was tampered with: the request was right, the state is not. */
public class BrokenHistoryProblem {

    @ServerExceptionMapper
    Response ofHistory(BrokenHistoryException broken) {
        return answer(broken.getMessage());
    }

    @ServerExceptionMapper
    Response ofHeads(RefusedException refused) {
        return answer(refused.getMessage());
    }

    private static Response answer(String detail) {
        return Response.status(409).type(Problem.MEDIA_TYPE).entity(Problem.of(409, "Conflict", detail)).build();
    }
}
