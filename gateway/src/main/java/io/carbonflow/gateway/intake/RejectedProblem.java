package io.carbonflow.gateway.intake;

import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemReason;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The problem of a single refused item: RFC 9457, with the members every way in answers with as its extension.
 *
 * @param status 422; 400 for bytes that cannot be read, 413 for too many of them
 */
@RegisterForReflection
record RejectedProblem(String type, String title, int status, String detail, List<ProblemReason> reasons,
        List<String> accepted, List<String> duplicates, List<IntakeAnswer.RejectedItem> rejected,
        List<IntakeAnswer.RejectedItem> held) {

    static RejectedProblem of(IntakeAnswer answer) {
        List<ProblemReason> reasons = answer.rejected().get(0).reasons();
        Problem problem = problem(reasons);
        return new RejectedProblem(problem.type(), problem.title(), problem.status(), problem.detail(), reasons,
                answer.accepted(), answer.duplicates(), answer.rejected(), answer.held());
    }

    private static Problem problem(List<ProblemReason> reasons) {
        ProblemReason first = reasons.get(0);
        if (first.code().equals(ReasonCode.MALFORMED.name())) {
            return Problem.of(400, "Bad request", first.detail());
        }
        return first.code().equals(ReasonCode.TOO_LARGE.name()) ? Problem.of(413, "Too large", first.detail())
                : Problem.rejected(reasons);
    }
}
